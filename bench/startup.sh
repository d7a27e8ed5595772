#!/usr/bin/env bash
# Seconds from the start of the program to the first recorded result of a search: bench/startup.sh [STARTS]
# The search is the quickstart's with one training of 50 steps a loss, so what is measured is the start. Build first: ./lossactors --version
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
starts=${1:-10}
source "$root/bench/parts.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$root/lossactors" --version > /dev/null
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
for ((i = 0; i < starts; i++)); do
    journal=sqlite:$folder/$i.db
    began=$(date +%s%3N)
    "$root/lossactors" run "$root/hocon/quickstart.conf" --plain --journal "$journal" --set run.births=2 --set islands.count=1 --set islands.topology=unconnected \
        --set evaluation.steps=50 --set evaluation.repeats=1 --set evaluation.optimiser.lr=0.01 \
        --set evaluation.proof.finalists=1 --set evaluation.proof.selection-draws=1 --set evaluation.proof.draws=2 > /dev/null
    echo "$(($(sqlite3 -readonly "$folder/$i.db" "select min($written) from journal where manifest like '%:Done:%'") - began))"
done | sort -n | awk '{ ms[NR] = $1 } END { printf "first result after %.2f s (median of %d; %.2f to %.2f)\n", ms[int((NR + 1) / 2)] / 1000, NR, ms[1] / 1000, ms[NR] / 1000 }'
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
