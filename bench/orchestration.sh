#!/usr/bin/env bash
# How much of a search's processor time is not training: bench/orchestration.sh [RUN FILE] [most seconds] [more arguments of run]
# Counts the processor time of the program's threads: lanes train, all others (actors, journal, breeding, compiling the program, collecting
# garbage) do not. Processor time, not the wall's, so that other work on the machine changes little. Prints a line every ten seconds and a
# JSON object at the end. LOSSACTORS_PROGRAM names a folder with the program built, where that is not the checkout's own.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
file=${1:-$root/hocon/quickstart.conf} most=${2:-600}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [[ -z ${LOSSACTORS_PROGRAM-} ]]; then
    "$root/lossactors" losses > /dev/null
    LOSSACTORS_PROGRAM=$root/artifacts/program
fi
source "$root/eng/training-environment"
dotnet "$LOSSACTORS_PROGRAM/lossactors.dll" run "$file" --plain --journal "sqlite:$folder/run.db" --set log.file=null "${@:3}" \
    > "$folder/run.log" 2>&1 &
pid=$!

# Seconds of processor time: lanes, all. A thread's name ends before the last bracket of its line; user and system time are 11 fields on.
look() {
    local all
    all=$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print ($12 + $13) / 100 }') || return
    cat /proc/"$pid"/task/*/stat 2> /dev/null | awk -v all="$all" '
        { lane = $0 ~ /\(cpu lane/; sub(/.*\) /, ""); if (lane) lanes += ($12 + $13) / 100 }
        END { printf "%.2f %.2f\n", lanes, all }'
}
last="0 0" first="" began=$SECONDS
while kill -0 "$pid" 2> /dev/null && ((SECONDS - began < most)); do
    sleep 1
    now=$(look 2> /dev/null) && [[ ${now#* } != 0.00 ]] && last=$now
    # From here on the program is compiled, mostly.
    [[ -z $first && $(awk '{ print ($1 > 20) }' <<< "$last") == 1 ]] && first=$last
    (((SECONDS - began) % 10)) || echo "$((SECONDS - began)) s: lanes, all: $last" >&2
done
kill -INT "$pid" 2> /dev/null || true
wait "$pid" || true
evaluations=$(sqlite3 "$folder/run.db" "select count(*) from journal where manifest like 'evaluation:Done:%'" 2> /dev/null || echo null)
awk -v last="$last" -v first="${first:-0 0}" -v evaluations="$evaluations" -v load="$(cut -d' ' -f1 /proc/loadavg)" 'BEGIN {
    split(last, l, " "); split(first, f, " ")
    printf "{\"lanes\": %.1f, \"all\": %.1f, \"evaluations\": %s, \"orchestration\": %.3f, \"after_20_s_of_training\": %.3f, \"load\": %s}\n",
        l[1], l[2], evaluations, (l[2] - l[1]) / l[2], (l[2] - f[2] > 0 ? 1 - (l[1] - f[1]) / (l[2] - f[2]) : 0), load }'
