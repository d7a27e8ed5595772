#!/usr/bin/env bash
# Memory of a node over a long time: one node process with one lane searches with small real trainings, its memory is written down every ten
# seconds, and its growth after the warm-up is fitted. Usage: bench/soak.sh FOLDER [minutes] [sqlite|postgres]
# FOLDER keeps the program's copy, the journal and rss.csv; the same command again goes on where this one was ended. Prints one JSON object.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$root/bench/parts.sh"
mkdir -p "${1:?Usage: bench/soak.sh FOLDER [minutes] [sqlite|postgres]}"
folder=$(cd "$1" && pwd)
minutes=${2:-30} kind=${3:-postgres} warm_up=300
export DOTNET_gcServer=0

copy_program "$folder/program"
if [[ $kind == postgres ]]; then
    start_postgres "$folder"
    journal=$postgres
    count() { psql -qAt "$postgres" -c "select count(*) from lossactors.work where state = 'done'"; }
else
    journal=sqlite:$folder/journal.db
    count() { sqlite3 -readonly "$folder/journal.db" "select count(*) from work where state = 'done'"; }
fi

# The seconds of a node's life, its memory in KiB, its threads, the evaluations recorded so far, the machine's load.
csv=$folder/rss.csv
[[ -f $csv ]] || echo "node,seconds,rss_kib,anonymous_kib,threads,evaluations,load" > "$csv"
node=$(($(tail -n 1 "$csv" | cut -d, -f1 | grep -Ex '[0-9]+' || echo 0) + 1))
dotnet "$folder/program/lossactors.dll" host "$root/hocon/quickstart.conf" --journal "$journal" \
    --set run.name=soak --set run.births=1000000 --set devices.cpu.lanes=1 --set devices.cuda.cards=none --set log.file=null > "$folder/node.$node.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2> /dev/null && wait "$pid"; stop_postgres' EXIT
started=$SECONDS
field() { awk -v name="$1:" '$1 == name { print $2 }' "/proc/$pid/status"; }
sampled() { wc -l < "$csv"; }
while (($(sampled) <= minutes * 6)); do
    sleep 10
    if ! kill -0 "$pid" 2> /dev/null; then
        tail "$folder/node.$node.log" >&2
        exit 1
    fi
    echo "$node,$((SECONDS - started)),$(field VmRSS),$(field RssAnon),$(field Threads),$(count),$(cut -d' ' -f1 /proc/loadavg)" >> "$csv"
done

# Least squares over the longest life of one node, without its first minutes.
awk -F, -v w="$warm_up" -v kind="$kind" '
    NR > 1 { n[$1]++; if (n[$1] > n[best]) best = $1; line[NR] = $0; load += $7 }
    END {
        for (i = 2; i <= NR; i++) {
            split(line[i], f, ",")
            if (f[1] != best || f[2] < w) continue
            k++; x = f[2] / 3600; y = f[4] / 1024; sx += x; sy += y; sxx += x * x; sxy += x * y; syy += y * y
            if (!first) { first = f[6]; from = f[2] }
            last = f[6]; to = f[2]
            if (f[3] > peak) peak = f[3]
            if (f[2] < w + 60) { a += y; na++ }
        }
        if (k < 3) { print "too few samples after the warm-up" > "/dev/stderr"; exit 1 }
        slope = (k * sxy - sx * sy) / (k * sxx - sx * sx)
        residual = (syy - sy * sy / k - slope * (sxy - sx * sy / k)) / (k - 2)
        error = sqrt((residual > 0 ? residual : 0) / (sxx - sx * sx / k))
        printf "{\"journal\": \"%s\", \"minutes\": %.1f, \"evaluations\": %d, \"mean_mib\": %.1f, \"first_minute_mib\": %.1f, ", kind, (to - from) / 60, last - first, sy / k, a / na
        printf "\"peak_rss_mib\": %.1f, \"slope_mib_per_hour\": %.2f, \"standard_error\": %.2f, \"mean_load\": %.1f}\n", peak / 1024, slope, error, load / (NR - 1)
    }' "$csv"
