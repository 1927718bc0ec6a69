#!/bin/sh
# Make .venv from the locked requirement files named (base, test, interchange, benchmark); nothing to do: a moment.
# Each file installed is kept as .venv/installed/NAME.txt; a file that has not changed is not installed again.
set -eu
cd "$(dirname "$0")/.."

fail() { echo "caytre: $1" >&2; exit 2; }

# Whether $1, what a program said, or the disk itself tells of too little room: pip inside venv dies without a word of it.
full() { case $1 in *"No space left"*) return 0 ;; esac; [ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -lt 50000 ]; }
no_room="the disk is full: .venv needs about 600 MB. Make room and run the same command again."

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ ! -x .venv/bin/python ]; then
    python=${PYTHON:-}
    if [ -n "$python" ]; then
        suits "$python" || fail "Python 3.11 or newer is needed; PYTHON=$python is $("$python" -V 2>&1 || echo missing)."
    else
        for name in python3.11 python3 python3.12 python3.13 python3.14 python; do
            if suits "$name"; then python=$name; break; fi
        done
        [ -n "$python" ] || fail "Python 3.11 or newer is needed; found $(python3 -V 2>&1 || echo none). Install it, or say where it is: make run PYTHON=/path/to/python3.11"
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "this Python has no venv module. On Debian or Ubuntu: sudo apt-get install python3-venv"
    if ! said=$("$python" -m venv .venv 2>&1); then
        if full "$said"; then rm -rf .venv; fail "$no_room"; fi
        rm -rf .venv
        fail "cannot make .venv: $(echo "$said" | tail -n 1)"
    fi
fi
suits .venv/bin/python || fail "Python 3.11 or newer is needed; .venv has $(.venv/bin/python -V 2>&1). Remove .venv and run again."

mkdir -p .venv/installed
for group in "$@"; do
    file=requirements/$group.txt
    cmp -s "$file" ".venv/installed/$group.txt" && continue
    if [ "$group" = interchange ] && ! pkg-config --exists icu-i18n 2>/dev/null && [ -z "${CAYTRE_REQUIRE_ALL:-}" ]; then
        echo "The tests against the followthemoney package are left out: it needs ICU's headers" \
            "(Debian: apt-get install libicu-dev pkg-config g++)." >&2
        continue
    fi
    echo "Installing requirements/$group.txt ($(grep -c '==' "$file") packages; the first time takes a minute or two) ..." >&2
    if ! said=$(.venv/bin/python -m pip install --disable-pip-version-check -q --require-hashes -r "$file" 2>&1); then
        if full "$said"; then fail "$no_room"; fi
        case $said in
            *"Could not find a version"* | *"Connection"* | *"NewConnectionError"* | *"Temporary failure in name"*)
                fail "cannot download from the package index: $(echo "$said" | grep -i error | tail -n 1)" ;;
        esac
        echo "$said" >&2
        fail "pip could not install $file; its words are above."
    fi
    cp "$file" ".venv/installed/$group.txt"
done

# The project itself, from this folder: a path entry and the `caytre` command. No build, no download.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
here=$(pwd)
[ -f "$site/caytre.pth" ] && [ "$(cat "$site/caytre.pth")" = "$here/src" ] || echo "$here/src" >"$site/caytre.pth"
if [ ! -x .venv/bin/caytre ]; then
    printf '#!%s/.venv/bin/python\nfrom caytre.cli import main\n\nmain()\n' "$here" >.venv/bin/caytre
    chmod +x .venv/bin/caytre
fi
