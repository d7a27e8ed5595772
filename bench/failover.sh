#!/usr/bin/env bash
# How long a node's islands stand still when it is killed, told to end, or drained: one node stays, another joins, and once islands of the
# latter have taken turns it goes. Measured in the journal: from the signal to the first turn that another node commits for one of its
# islands (first), and to the moment when all of them have had one (all). Usage: bench/failover.sh [repetitions] [case …], by default
# all cases; PROGRAM may name a folder with a copy of the program; a case is JOURNAL/EVENT: postgres/killed-elsewhere (in a pid namespace of its own, as on another machine: its lease has to run
# out), postgres/killed, postgres/ended (SIGTERM), postgres/drained, sqlite/killed, sqlite/ended, sqlite/drained. Prints a JSON object a case.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$root/bench/parts.sh"
repetitions=${1:-10}
cases=("${@:2}")
[[ ${#cases[@]} -gt 0 ]] || cases=({postgres/killed-elsewhere,{postgres,sqlite}/{killed,ended,drained}})
if [[ $EUID -ne 0 ]]; then
    echo "Nodes with names and process ids of their own need root." >&2
    exit 2
fi
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
    until [[ $(ask "$1") -gt 0 ]]; do
        if ((SECONDS > patience)); then
            echo "Nothing happens: $1" >&2
            tail -n 5 "$work"/*.log >&2
            exit 1
        fi
        sleep 0.3
    done
}

# Starts a node under a name; sets $node to the process that takes signals.
start() {
    local name=$1 where=$2
    shift 2
    local spaces=(--uts)
    [[ $where != elsewhere ]] || spaces=(--uts --pid --fork --kill-child --mount-proc)
    unshare "${spaces[@]}" bash -c 'hostname "$1"; shift; exec "$@"' _ "$name" \
        dotnet "$program/lossactors.dll" "$@" --journal "$journal" "${options[@]}" > "$work/$name.log" 2>&1 &
    node=$! started=$!
    if [[ $where == elsewhere ]]; then
        until node=$(pgrep -P "$started"); do sleep 0.05; done
    fi
}

once() {
    local event=$1 number=$2 attempt name where=here id at moment
    [[ $event != killed-elsewhere ]] || where=elsewhere
    # Whose an island is is told by a hash: a node that gets none ends, and another one comes.
    for attempt in {1..9}; do
        name=node-$event-$number-$attempt
        start "$name" "$where" join
        for _ in {1..40}; do
            id=$(ask "select node_id from node where name = '$name' and state = 'active'")
            [[ $(ask "select count(*) from actor where kind = 'island' and owner = '$id'") -eq 0 ]] || break 2
            sleep 1
        done
        kill -9 "$node" 2> /dev/null || true
        wait "$started" 2> /dev/null || true
    done
    until_true "select count(*) from actor a where a.kind = 'island' and a.owner = '$id' and exists (select 1 from journal j where j.actor = a.number and j.seq = a.seq and j.term = a.term)"
    sleep 1
    ask "select number, term, seq from actor where kind = 'island' and owner = '$id'" > "$work/owned"
    case $event in
        killed*) at=$(now) && kill -9 "$node" ;;
        ended) at=$(now) && kill -TERM "$node" ;;
        drained) at=$(program drain "$id" --journal "$journal" | while read -r _; do now; done) ;;
    esac
    local firsts=()
    while read -r number term seq; do
        until_true "select count(*) from journal where actor = $number and seq > $seq and term > $term"
        moment=at
        [[ $kind == sqlite ]] || moment="(extract(epoch from at) * 1000)::bigint"
        firsts+=("$(ask "select min($moment) from journal where actor = $number and seq > $seq and term > $term")")
    done < "$work/owned"
    wait "$started" 2> /dev/null || true
    printf '%s\n' "${firsts[@]}" | sort -n | awk -v at="$at" 'NR == 1 { first = $1 } END { print first - at, $1 - at, NR }' | tee -a "$work/times" >&2
}

for case in "${cases[@]}"; do
    kind=${case%/*} event=${case#*/}
    if [[ $kind == postgres ]]; then
        [[ -n ${postgres-} ]] || start_postgres "$work"
        journal=$postgres
        psql -q "$journal" -c 'drop schema if exists lossactors cascade' 2> /dev/null
    else
        rm -f "$work"/journal.db*
        journal=sqlite:$work/journal.db
    fi
    start stays here host "$work/search.conf"
    stays=$node
    until [[ $(ask "select count(*) from actor where kind = 'island' and seq > 20" 2> /dev/null) == 8 ]]; do sleep 1; done
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
