#!/usr/bin/env bash
# One search in a storm: three nodes on a PostgreSQL, the third of which joins when a third of the losses is born; one is killed, one is
# stopped past its burial and continued, and the database crashes twice. Its decisions are compared, byte for byte, with those of one
# undisturbed process on SQLite, and decided again from the journal. Usage: bench/storm.sh [run file] [births of an island]; PROGRAM may name a
# folder with a copy of the program, CALM the journal of an undisturbed process that was started before. Prints a JSON object; exit code 1 if anything differs.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$root/bench/parts.sh"
births=${2:-60}
work=$(mktemp -d)
finish() {
    local left
    left=$(jobs -p)
    [[ -z $left ]] || kill -9 $left 2> /dev/null || true
    stop_postgres
    rm -rf "$work"
}
trap finish EXIT
program=${PROGRAM:-$work/program}
copy_program "$program"
file=${1:-$program/hocon/quickstart.conf}
start_postgres "$work"
search=(--set "run.births=$births")
machine=(--set devices.cpu.lanes=1 --set devices.cuda.cards=none --set log.file=null)
# An array and not a function: what is started in the background is the process itself, and signals reach it; each in a session of its own, for
# systems that share processors between sessions.
lossactors=(setsid dotnet "$program/lossactors.dll")
ask() { psql -qAt "$postgres" -c 'set search_path = lossactors' -c "$1" 2> /dev/null || echo 0; }
born() { ask "select count(*) from journal where manifest like 'island:Born:%'"; }
until_born() { until [[ $(born) -ge $1 ]]; do sleep 0.5; done; }
# A node that finds no journal yet says so and ends: start it again. Sets $node.
# Usage: start NAME JOINED-BEFORE ARGUMENTS
start() {
    local log=$work/$1.log already=$2
    shift 2
    node=
    while [[ $(ask "select count(*) from node where state = 'up'") -le $already ]]; do
        if [[ -z $node ]] || ! kill -0 "$node" 2> /dev/null; then
            "${lossactors[@]}" "$@" --journal "$postgres" "${machine[@]}" > "$log" 2>&1 &
            node=$!
        fi
        sleep 0.5
    done
}
say() { echo "$((SECONDS - storm_began)) s, $(born) born: $*" >&2; }

calm=${CALM:-$work/calm.db}
if [[ -z ${CALM-} ]]; then
    "${lossactors[@]}" run "$file" --plain --journal "sqlite:$calm" "${search[@]}" "${machine[@]}" > "$work/calm.log" 2>&1 &
fi
storm_began=$SECONDS
start first 0 host "$file" "${search[@]}"
first=$node
until [[ $(born) -gt 0 ]]; do sleep 0.5; done
total=$((births * $(ask "select count(*) from journal where persistence_id like 'island/%' and sequence_number = 1")))
start second 1 join
second=$node
say "two nodes"
until_born $((total / 3))
start third 2 join
third=$node
say "a third node"
until_born $((total * 45 / 100))
kill -9 "$second"
wait "$second" 2> /dev/null || true
say "one killed"
until_born $((total * 55 / 100))
crash_postgres
say "the database has crashed"
until_born $((total * 65 / 100))
kill -STOP "$first"
until [[ $(ask "select count(*) from node where state = 'up'") -eq 1 ]]; do sleep 0.5; done
sleep 10
say "one stood still until it was buried, and 10 s longer"
kill -CONT "$first"
until_born $((total * 85 / 100))
crash_postgres
say "the database has crashed again"
ended="select count(*) from journal where manifest like 'run:RunEnded:%'"
until [[ $(ask "$ended") -eq 1 ]]; do sleep 0.5; done
say "ended"
storm_seconds=$((SECONDS - storm_began))
kill -TERM "$first" "$third"
left=0
wait "$first" || left=$?
wait "$third" || left=$?
until [[ $(sqlite3 -readonly "$calm" "$ended") -eq 1 ]]; do sleep 1; done

"${lossactors[@]}" journal --journal "sqlite:$calm" --decisions > "$work/calm.txt"
"${lossactors[@]}" journal --journal "$postgres" --decisions > "$work/storm.txt"
same=false verified=false
cmp -s "$work/calm.txt" "$work/storm.txt" && same=true
"${lossactors[@]}" replay --journal "$postgres" --verify > "$work/replay.log" 2>&1 && verified=true
evaluations="select count(*) from journal where manifest like 'evaluation:Done:%'"
printf '{"run": "%s", "islands": %d, "births": %d, "decisions": %d, "decisions_identical": %s, "decided_again": %s, "evaluations_calm": %d, ' \
    "$(basename "$file")" "$((total / births))" "$total" "$(wc -l < "$work/calm.txt")" "$same" "$verified" "$(sqlite3 -readonly "$calm" "$evaluations")"
printf '"evaluations_storm": %d, "lives_of_processes": %d, "seconds": %d, "exit_codes": %d, "load": %s}\n' "$(ask "$evaluations")" \
    "$(ask "select count(distinct $writer_postgres) from journal where persistence_id ~ '^(island|evaluation|run)/'")" \
    "$storm_seconds" "$left" "$(cut -d' ' -f1 /proc/loadavg)"
[[ $same == true && $verified == true && $left -eq 0 ]]
