#!/usr/bin/env bash
# What a search costs beside its trainings. Usage: bench/search.sh [run file]; prints one JSON object:
#   seconds_to_first_evaluation  from the start of the program (built already) to the first recorded evaluation
#   wall, training, lanes        of the whole run; training is the sum over all lanes
#   orchestration                wall * lanes / training - 1: what everything but training costs, idle lanes at the ends of phases included
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..
file=${1:-$root/hocon/quickstart.conf}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/lossactors" losses > /dev/null
started=$(date +%s.%N)
"$root/lossactors" run "$file" --plain --set log.file=null --journal "sqlite:$work/run.db" --summary "$work/run.json" > "$work/run.log" 2>&1
first=$("$root/lossactors" journal --journal "sqlite:$work/run.db" | awk '$1 == "run" && $6 == "Answered" { print $3; exit }')
field() { grep -o "\"$1\": *[0-9.]*" "$work/run.json" | head -1 | grep -o '[0-9.]*$'; }
awk -v run="$(basename "$file")" -v started="$started" -v first="$(date -d "$first" +%s.%N)" -v wall="$(field wall)" -v training="$(field training)" \
    -v lanes="$(field lanes)" -v asked="$(field asked)" 'BEGIN {
    printf "{\"run\": \"%s\", \"seconds_to_first_evaluation\": %.2f, \"evaluations\": %d, \"wall\": %.1f, \"training\": %.1f, \"lanes\": %d, \"orchestration\": %.3f}\n",
        run, first - started, asked, wall, training, lanes, wall * lanes / training - 1 }'
