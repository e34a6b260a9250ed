#!/bin/sh
# Makes the environment that everything else runs in: .venv with the packages of the lock, and the compiled
# translations. Asks nothing, needs only a Python that can make environments, and does nothing twice.
#
#   PYTHON=python3.12 requirements/setup.sh     chooses the interpreter; without it the first that fits is taken
#   VENV=/elsewhere/.venv requirements/setup.sh puts the environment elsewhere
#   LOCK=base requirements/setup.sh             installs what production needs, without tests and checks
set -eu
cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}
LOCK=requirements/${LOCK:-dev}.txt
STAMP=$VENV/installed.txt

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

fits() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        fits "$PYTHON" || fail "PYTHON=$PYTHON is no Python 3.11 or newer. Name another: make setup PYTHON=/path/to/python3.12"
        echo "$PYTHON"
        return
    fi
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if fits "$name"; then
            echo "$name"
            return
        fi
    done
    fail "no Python 3.11 or newer was found." \
        "On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv" \
        "Elsewhere, name one: make setup PYTHON=/path/to/python3.12"
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make environments: its venv and ensurepip modules are missing." \
            "On Debian and Ubuntu: apt-get install python3-venv"
    echo "setup: making $VENV with $("$python" --version)"
    rm -rf "$VENV"
    "$python" -m venv "$VENV" || fail "$python -m venv $VENV failed; see above."
}

# uv reads no pip configuration: hand on the package index that this machine's pip is told to use.
pip_index() {
    echo "${PIP_INDEX_URL:-$("$VENV/bin/python" -m pip config get global.index-url 2>/dev/null || true)}"
}

install() {
    pip="$VENV/bin/python -m pip --disable-pip-version-check"
    index=$(pip_index)
    if [ -n "$index" ]; then
        export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    fi
    echo "setup: installing $LOCK"
    if $pip install --quiet --require-hashes -r requirements/bootstrap.txt &&
        "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$LOCK"; then
        return
    fi
    echo "setup: uv did not manage, trying pip alone; this takes a little longer"
    $pip install --quiet --require-hashes -r "$LOCK" ||
        fail "the packages of $LOCK could not be installed; see above." \
            "Behind a proxy or a mirror, say so first: export PIP_INDEX_URL=<address of the mirror>"
}

if [ -d "$VENV" ] && ! fits "$VENV/bin/python"; then
    rm -rf "$VENV" # its interpreter is gone
fi
if [ -n "${PYTHON:-}" ] && [ -d "$VENV" ]; then
    chosen=$(find_python)
    [ "$("$chosen" --version)" = "$("$VENV/bin/python" --version)" ] || rm -rf "$VENV"
fi
[ -d "$VENV" ] || make_venv
if ! cmp -s "$LOCK" "$STAMP"; then
    install
    cp "$LOCK" "$STAMP" # last, so that an interrupted installation starts again
fi
for catalogue in locale/*/LC_MESSAGES/*.po; do
    compiled=${catalogue%.po}.mo
    # Not every shell takes a file that is missing for an older one.
    if [ ! -e "$compiled" ] || [ "$catalogue" -nt "$compiled" ]; then
        "$VENV/bin/python" -m campaign.common.catalogue compile
        break
    fi
done
