#!/usr/bin/env bash
# Run a command against a throwaway cluster of the machine's own PostgreSQL:
#
#     tools/own_postgres.sh .venv/bin/python -m pytest tests/features
#
# The command finds a superuser's address in TEST_DATABASE_URL. The cluster lives in a new folder
# below /tmp, not var/: the server's user must be able to reach it, and a socket's path is short.
# Without autovacuum: it takes its statistics between two tests, when the tables are empty, and a query over
# five hundred rows that is planned for one row is not done within the hour.
set -euo pipefail

bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
bin=${bin:-$(command -v initdb || true)}
if [ -z "$bin" ]; then
    echo "No PostgreSQL server on this machine (on Debian: apt install postgresql)." >&2
    exit 1
fi
bin=$(dirname "$bin")
place=$(mktemp -d /tmp/traedesten-pg.XXXXXX)
as_server=()
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$place"
    as_server=(runuser --user postgres --)
fi

finish() {
    (cd "$place" && "${as_server[@]}" "$bin/pg_ctl" --pgdata="$place/data" --mode=immediate stop >/dev/null 2>&1) || true
    rm -rf "$place"
}
trap finish EXIT

(
    cd "$place"
    "${as_server[@]}" "$bin/initdb" --pgdata="$place/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    if ! "${as_server[@]}" "$bin/pg_ctl" --pgdata="$place/data" --log="$place/log" --wait start >/dev/null \
        --options="-c listen_addresses='' -c unix_socket_directories='$place' -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off -c lock_timeout=120s -c autovacuum=off"; then
        cat "$place/log" >&2
        exit 1
    fi
)
"$bin/postgres" --version
export TEST_DATABASE_URL="postgresql://postgres@${place//\//%2F}/postgres"
"$@"
