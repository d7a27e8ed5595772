#!/usr/bin/env bash
# How long a node's islands stand still when it is killed, told to end, or drained: one node stays, another joins, and once islands of the
# latter have taken steps it goes. Measured in the journal: from the signal to the first step that another process writes for one of its
# islands (first), and to the moment when all of them have had one (all). Usage: bench/failover.sh [repetitions] [case …], by default
# all cases; PROGRAM may name a folder with a copy of the program; a case is JOURNAL/EVENT: postgres/killed, postgres/ended (SIGTERM),
# postgres/drained, sqlite/killed, sqlite/ended, sqlite/drained, and postgres/oldest-killed, sqlite/oldest-killed: the node goes that was
# there first and has the dispatcher and the coordinators. Prints a JSON object a case.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$root/bench/parts.sh"
repetitions=${1:-10}
cases=("${@:2}")
[[ ${#cases[@]} -gt 0 ]] || cases=({postgres,sqlite}/{killed,oldest-killed,ended,drained})
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
cat > "$work/search.conf" <<'CONF'
include "reference.conf"
run { name = failover, seed = 1, births = 1000000 }
islands { count = 8, population = 8, window = 4, topology = ring, migration { every = 10, elites = 2 } }
evaluation {
  dataset { kind = clusters, classes = 4, dimensions = 6, points = 200, label-noise = 0.3, test-points = 200 }
  network { kind = mlp, hidden = [16] }
  optimiser { kind = sgd, lr = 0.01, momentum = 0.9 }
  batch = 32, steps = 100, repeats = 1
}
CONF
options=(--set devices.cpu.lanes=1 --set devices.cuda.cards=none --set log.file=null)
program() { dotnet "$program/lossactors.dll" "$@"; }
now() { date +%s%3N; }
ask() { if [[ $kind == postgres ]]; then psql -qAtF' ' "$journal" -c "set search_path = lossactors" -c "$1"; else sqlite3 -readonly -separator ' ' "$work/journal.db" "$1"; fi; }
until_true() {
    local patience=$((SECONDS + 240))
    until [[ $(ask "$1" 2> /dev/null || echo 0) -gt 0 ]]; do
        if ((SECONDS > patience)); then
            echo "Nothing happens: $1" >&2
            tail -n 5 "$work"/*.log >&2
            exit 1
        fi
        sleep 0.2
    done
}

# Starts a node; sets $node to its process. Usage: start NAME ARGUMENTS
start() {
    setsid dotnet "$program/lossactors.dll" "${@:2}" --journal "$journal" "${options[@]}" > "$work/$1.log" 2>&1 &
    node=$!
    until_true "select count(*) from node where pid = $node and state = 'up'"
}

# The islands whose last step was written by a life of a process, with its number.
owned() { ask "select persistence_id, sequence_number from ($last) latest where process = '$1'"; }

once() {
    local event=$1 number=$2 leaver id at
    start "joins-$number" join
    leaver=$node
    [[ $event != oldest-* ]] || { leaver=$stays && stays=$node; }
    id=$(ask "select incarnation from node where pid = $leaver and state = 'up'")
    # Shards move to a node that joins within some seconds.
    until [[ $(owned "$id" | wc -l) -gt 0 ]]; do sleep 1; done
    sleep 4
    owned "$id" > "$work/owned"
    case $event in
        *killed) at=$(now) && kill -9 "$leaver" ;;
        ended) at=$(now) && kill -TERM "$leaver" ;;
        drained) at=$(program drain "$id" --journal "$journal" | while read -r _; do now; done) ;;
    esac
    local firsts=() next
    while read -r island step; do
        next="from journal where persistence_id = '$island' and sequence_number > $step and $writer <> '$id'"
        until_true "select count(*) $next"
        firsts+=("$(ask "select min($written) $next")")
    done < "$work/owned"
    wait "$leaver" 2> /dev/null || true
    printf '%s\n' "${firsts[@]}" | sort -n | awk -v at="$at" 'NR == 1 { first = $1 } END { print first - at, $1 - at, NR }' | tee -a "$work/times" >&2
}

for case in "${cases[@]}"; do
    kind=${case%/*} event=${case#*/}
    if [[ $kind == postgres ]]; then
        [[ -n ${postgres-} ]] || start_postgres "$work"
        journal=$postgres
        writer=$writer_postgres
        last="select distinct on (persistence_id) persistence_id, sequence_number, $writer as process from journal
            where persistence_id like 'island/%' order by persistence_id, sequence_number desc"
        psql -q "$journal" -c 'drop schema if exists lossactors cascade' 2> /dev/null
    else
        writer=$writer_sqlite
        last="select persistence_id, max(sequence_number) as sequence_number, $writer as process from journal
            where persistence_id like 'island/%' group by persistence_id"
        rm -f "$work"/journal.db*
        journal=sqlite:$work/journal.db
    fi
    start stays host "$work/search.conf"
    stays=$node
    until [[ $(ask "select count(*) from journal where persistence_id like 'island/%' and sequence_number = 20" 2> /dev/null) == 8 ]]; do sleep 1; done
    : > "$work/times"
    echo "$case" >&2
    for ((i = 1; i <= repetitions; i++)); do once "$event" "$i"; done
    kill -9 "$stays"
    wait "$stays" 2> /dev/null || true
    for column in 1 2; do cut -d' ' -f"$column" "$work/times" | sort -n | awk '
        { x[NR] = $1 / 1000 } END { printf "%.2f %.2f %.2f\n", x[1], (x[int((NR + 1) / 2)] + x[int(NR / 2) + 1]) / 2, x[NR] }'; done | paste -sd' ' |
        awk -v c="$case" -v n="$repetitions" -v l="$(cut -d' ' -f1 /proc/loadavg)" '{
            printf "{\"case\": \"%s\", \"repetitions\": %d, \"first\": {\"least\": %s, \"median\": %s, \"most\": %s}, ", c, n, $1, $2, $3
            printf "\"all\": {\"least\": %s, \"median\": %s, \"most\": %s}, \"load\": %s}\n", $4, $5, $6, l }'
done
