#!/usr/bin/env bash
# Kills one run with SIGKILL at random moments and resumes it each time, then compares its decisions, byte for byte, with those of an
# undisturbed run. Usage: bench/kill.sh [run file] [kills] [lanes] [seed]; prints one JSON object; exit code 1 if anything differs.
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..
file=${1:-$root/hocon/quickstart.conf} kills=${2:-20} lanes=${3:-2}
RANDOM=${4:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
start() { "$root/lossactors" run "$file" --plain --set "devices.cpu.lanes=$lanes" --set log.file=null "$@"; }

calm_started=$SECONDS
start --journal "sqlite:$work/calm.db" --summary "$work/calm.json" > "$work/calm.log" 2>&1
calm_seconds=$((SECONDS - calm_started))

done_kills=0
while ((done_kills < kills)); do
    setsid "$root/lossactors" run "$file" --plain --set "devices.cpu.lanes=$lanes" --set log.file=null --journal "sqlite:$work/stormy.db" \
        > "$work/stormy.log" 2>&1 &
    pid=$!
    sleep "$((1 + RANDOM % (2 + 2 * calm_seconds / kills))).$((RANDOM % 10))"
    if ! kill -0 "$pid" 2> /dev/null; then break; fi
    kill -9 -- "-$pid"
    wait "$pid" 2> /dev/null || true
    done_kills=$((done_kills + 1))
done
start --journal "sqlite:$work/stormy.db" --summary "$work/stormy.json" > "$work/stormy.log" 2>&1

"$root/lossactors" journal --journal "sqlite:$work/calm.db" --decisions > "$work/calm.txt"
"$root/lossactors" journal --journal "sqlite:$work/stormy.db" --decisions > "$work/stormy.txt"
field() { grep -o "\"$2\": *[0-9]*" "$work/$1.json" | head -1 | grep -o '[0-9]*$'; }
same=false
cmp -s "$work/calm.txt" "$work/stormy.txt" && same=true
printf '{"run": "%s", "lanes": %d, "kills": %d, "decisions": %d, "decisions_identical": %s, "trained_calm": %d, "trained_stormy": %d}\n' \
    "$(basename "$file")" "$lanes" "$done_kills" "$(wc -l < "$work/calm.txt")" "$same" "$(field calm trained)" "$(field stormy trained)"
[[ $same == true && $(field calm trained) -eq $(field stormy trained) ]]
