#!/usr/bin/env bash
# Make the virtual environment $1 (if it is not there) and install the lock file $2 and this project into it.
set -euo pipefail
venv=$1 lock=$2

find_python() {
    for candidate in python3 python3.11 python3.12 python3.13 python3.14; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed and was not found." >&2
    exit 1
}

if [ ! -x "$venv/bin/pip" ]; then
    python=$(find_python)
    # Debian and Ubuntu ship Python without the part that makes virtual environments
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        sudo=$([ "$(id -u)" -eq 0 ] || echo "sudo -n")
        if ! { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "python$version-venv"; } >/dev/null 2>&1; then
            echo "Python cannot make virtual environments here; install it first: apt-get install python$version-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv "$venv"
fi

pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@" 2> >(grep -v '^WARNING: Location' >&2); }
# The build tools come from the lock too, so nothing is fetched that it does not name
pip install --quiet --require-hashes -r locks/build.txt
pip install --quiet --require-hashes --no-build-isolation -r "$lock"
pip install --quiet --no-deps --no-build-isolation --editable .
