#!/bin/sh
# Quality gates, the data tests on PostgreSQL where one answers, then every test on SQLite. Called by `make test`.
# CAYTRE_REQUIRE_ALL=1: nothing may be skipped. PYTEST_ARGS: more words for both pytest runs.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
export PYTHONPATH=src PYTHONWARNINGS="${PYTHONWARNINGS:-default}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CAYTRE_DATA_DIR="$work/var"
[ -n "${CAYTRE_SHARED:-}" ] || { [ -d ../shared ] && export CAYTRE_SHARED="$(cd ../shared && pwd)"; } || true
given=${DATABASE_URL:-}
unset DATABASE_URL

gate() { echo "== $*" >&2; "$@"; }
gate ruff check .
gate ruff format --check .
gate mypy
gate lint-imports
gate python -m django makemigrations --check --dry-run --settings caytre.settings
python -m caytre messages

failed=0
# A PostgreSQL that was named, or one that answers on the local default port and trusts us.
if [ -z "$given" ]; then
    for user in "$(id -un)" postgres; do
        try=postgresql://$user@127.0.0.1:5432/postgres
        if python -c "import psycopg,sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()" "$try" 2>/dev/null; then
            given=${try%/postgres}/caytre_$$ # only its test_… databases are made, and dropped again
            break
        fi
    done
fi
if [ -n "$given" ]; then
    echo "== the data tests on PostgreSQL" >&2
    DATABASE_URL=$given python -m pytest -n "${TEST_PROCESSES:-2}" --data-only ${PYTEST_ARGS:-} || failed=1
elif [ -n "${CAYTRE_REQUIRE_ALL:-}" ]; then
    echo "caytre: CAYTRE_REQUIRE_ALL is set and no PostgreSQL answers: set DATABASE_URL." >&2
    exit 2
else
    echo "== no PostgreSQL answers on 127.0.0.1:5432: its tests are left out (DATABASE_URL names another)" >&2
fi
echo "== every test on SQLite" >&2
python -m pytest -n "${TEST_PROCESSES:-2}" ${PYTEST_ARGS:-} || failed=1
[ "$failed" = 0 ] || { echo "caytre: tests failed; see above, on PostgreSQL too." >&2; exit 1; }
