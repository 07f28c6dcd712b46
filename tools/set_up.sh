#!/bin/sh
# Make the virtual environment and install the locked requirements into it; quick if nothing has changed.
# Usage, from the repository's root: sh tools/set_up.sh runtime|dev [PYTHON]
set -eu

which=$1
wanted=${2:-}
folder=.venv
case $which in
    runtime) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "usage: set_up.sh runtime|dev [PYTHON]" >&2; exit 2 ;;
esac

serves() { # Python 3.11 or newer
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

explain() {
    if [ -n "$without_venv" ]; then
        version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python $version is here, but not its module venv. On Debian and Ubuntu it is a package of its own:"
        echo "    sudo apt-get install python$version-venv"
        echo "Then run make again."
    elif [ -n "$wanted" ]; then
        echo "$wanted is not a Python 3.11 or newer."
    else
        echo "Python 3.11 or newer is needed, and none was found on the PATH."
        echo "    Debian 12, Ubuntu 24.04 or newer: sudo apt-get install python3 python3-venv"
        echo "    macOS: https://www.python.org/downloads/, or: brew install python"
        echo "One in another place: make review PYTHON=/where/it/is/python3"
    fi >&2
}

make_environment() {
    without_venv=
    set -- python3.13 python3.12 python3.11 python3 python3.14 python
    if [ -n "$wanted" ]; then set -- "$wanted"; fi
    for python do
        if ! serves "$python"; then continue; fi
        if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then # Debian packs these apart
            without_venv=${without_venv:-$python}
            continue
        fi
        echo "Making a virtual environment in $folder with $("$python" --version) ..."
        rm -rf "$folder"
        if "$python" -m venv "$folder"; then
            pwd -P >"$folder/.made-in"
            return
        fi
        rm -rf "$folder"
        echo "$python could not make a virtual environment; its message stands above." >&2
        exit 1
    done
    explain
    exit 1
}

pip() {
    "$folder/bin/python" -m pip --disable-pip-version-check --no-input "$@"
}

# An environment does not survive that its Python goes (an upgrade) or that it is moved: then it is made anew.
made_in=$(cat "$folder/.made-in" 2>/dev/null || true)
if [ "$made_in" != "$(pwd -P)" ] || ! serves "$folder/bin/python"; then
    make_environment
fi

state=$(cat "$lock" pyproject.toml | cksum)
if [ "$(cat "$folder/.installed-$which" 2>/dev/null || true)" = "$state" ]; then
    exit 0
fi
echo "Installing what $lock names; this takes a minute or two ..."
# Hashes are checked for all that is fetched, the build backend included, so that the second step fetches nothing.
if ! pip install --quiet --require-hashes --requirement "$lock" ||
    ! pip install --quiet --no-deps --no-build-isolation --editable .; then
    echo "The installation failed; pip's message stands above. What was there before is kept; run make again." >&2
    exit 1
fi
printf '%s\n' "$state" >"$folder/.installed-$which"
