#!/usr/bin/env bash
# Kills one run with SIGKILL at random moments and resumes it each time, with one to three lanes by chance, then compares its decisions, byte
# for byte, with those of an undisturbed run, and its evaluations: none recorded twice, none that was on record lost.
# Usage: bench/kill.sh [run file] [kills] [lanes of the undisturbed run] [seed]; PROGRAM may name a folder with a copy of the program. Prints
# one JSON object; exit code 1 if anything differs.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$root/bench/parts.sh"
kills=${2:-20} lanes=${3:-2}
RANDOM=${4:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=${PROGRAM:-$work/program}
copy_program "$program"
file=${1:-$program/hocon/quickstart.conf}
lossactors=(setsid dotnet "$program/lossactors.dll")
# Usage: start JOURNAL LANES [more options]
start() { exec "${lossactors[@]}" run "$file" --plain --journal "sqlite:$work/$1.db" --set "devices.cpu.lanes=$2" --set log.file=null "${@:3}"; }
# Results on record, each with the checksum in its manifest.
results() { sqlite3 -readonly "$work/stormy.db" "select persistence_id, manifest from journal where manifest like 'evaluation:Done:%' order by 1" 2> /dev/null || true; }

evaluations() { sqlite3 -readonly "$work/$1.db" "select count(*) from journal where manifest like 'evaluation:Done:%'" 2> /dev/null || echo 0; }

calm_started=$SECONDS
start calm "$lanes" > "$work/calm.log" 2>&1 &
until [[ $(evaluations calm) -gt 0 ]]; do sleep 0.2; done
start_seconds=$((SECONDS - calm_started))
wait $!
work_seconds=$((SECONDS - calm_started - start_seconds))

done_kills=0 lost=0
: > "$work/before"
while ((done_kills < kills)); do
    start stormy $((1 + RANDOM % 3)) > "$work/stormy.log" 2>&1 &
    pid=$!
    # Now and then before it has begun.
    sleep "$((start_seconds * 3 / 4 + RANDOM % (2 + 2 * work_seconds / kills))).$((RANDOM % 10))"
    if ! kill -0 "$pid" 2> /dev/null; then break; fi
    kill -9 "$pid"
    wait "$pid" 2> /dev/null || true
    done_kills=$((done_kills + 1))
    results > "$work/after"
    lost=$((lost + $(comm -23 "$work/before" "$work/after" | wc -l)))
    mv "$work/after" "$work/before"
done
(start stormy "$lanes") > "$work/stormy.log" 2>&1
results > "$work/after"
lost=$((lost + $(comm -23 "$work/before" "$work/after" | wc -l)))
twice=$(cut -d'|' -f1 "$work/after" | uniq -d | wc -l)

"${lossactors[@]}" journal --journal "sqlite:$work/calm.db" --decisions > "$work/calm.txt"
"${lossactors[@]}" journal --journal "sqlite:$work/stormy.db" --decisions > "$work/stormy.txt"
same=false
cmp -s "$work/calm.txt" "$work/stormy.txt" && same=true
printf '{"run": "%s", "lanes": %d, "kills": %d, "decisions": %d, "decisions_identical": %s, "evaluations_calm": %d, "evaluations_stormy": %d, ' \
    "$(basename "$file")" "$lanes" "$done_kills" "$(wc -l < "$work/calm.txt")" "$same" "$(evaluations calm)" "$(evaluations stormy)"
printf '"recorded_twice": %d, "lost": %d}\n' "$twice" "$lost"
[[ $same == true && $(evaluations calm) -eq $(evaluations stormy) && $twice -eq 0 && $lost -eq 0 ]]
