# Sourced by the measurements; $root is the folder of the solution.

# Copies the program into a folder of its own, so that a build does not disturb what runs; it finds libtorch in artifacts above it.
# Usage: copy_program FOLDER
copy_program() {
    [[ -f $1/lossactors.dll ]] && return
    "$root/lossactors" losses > /dev/null
    mkdir -p "$1"
    [[ -e $1/../artifacts ]] || ln -s "$root/artifacts" "$1/../artifacts"
    cp -rl "$root"/artifacts/program/. "$1/" 2> /dev/null || cp -r "$root"/artifacts/program/. "$1/"
}

# Starts a PostgreSQL with durable commits in FOLDER/postgres, made if it is not there, on a loopback port, and sets $postgres to its
# address. Usage: start_postgres FOLDER [connections]
start_postgres() {
    local programs connections=${2:-100} port
    programs=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1)
    if [[ -z $programs ]]; then
        echo "PostgreSQL is not installed: apt-get install postgresql" >&2
        exit 2
    fi
    postgres_folder=$1/postgres
    postgres_control=("$programs/pg_ctl" -D "$postgres_folder/data" -w)
    if [[ $EUID -eq 0 ]]; then
        chmod go+x "$1"
        postgres_control=(setpriv --reuid=postgres --regid=postgres --clear-groups "${postgres_control[@]}")
    fi
    if [[ ! -d $postgres_folder ]]; then
        mkdir -p "$postgres_folder"
        [[ $EUID -eq 0 ]] && chown postgres "$postgres_folder"
        (cd / && "${postgres_control[@]}" initdb -o "-U postgres -A trust -E UTF8 --locale=C") > /dev/null
    fi
    if [[ -f $postgres_folder/port ]]; then
        port=$(< "$postgres_folder/port")
    else
        port=$((20000 + RANDOM % 10000))
        echo "$port" > "$postgres_folder/port"
    fi
    postgres_start=(start -l "$postgres_folder/data/log" -o "-p $port -k '$postgres_folder' -h 127.0.0.1 -c max_connections=$connections -c shared_buffers=256MB")
    if ! (cd / && "${postgres_control[@]}" status) > /dev/null; then (cd / && "${postgres_control[@]}" "${postgres_start[@]}") > /dev/null; fi
    postgres=postgres://postgres@127.0.0.1:$port/postgres
}

# Kills the server where it stands and starts it again: it recovers from its log.
crash_postgres() {
    (cd / && "${postgres_control[@]}" -m immediate stop && "${postgres_control[@]}" "${postgres_start[@]}") > /dev/null
}

stop_postgres() {
    [[ -z ${postgres-} ]] || (cd / && "${postgres_control[@]}" -m fast stop) > /dev/null
}

# SQL over the journal on PostgreSQL and on SQLite: when an event was written, in milliseconds since 1970 (the column holds ticks of 100 ns
# since the year 1), and by which life of which process.
written="(created - 621355968000000000) / 10000"
writer_postgres="convert_from(message, 'UTF8')::json ->> 'process'"
writer_sqlite="json_extract(cast(message as text), '\$.process')"
