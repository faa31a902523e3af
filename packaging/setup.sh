#!/bin/sh
# Make (or bring up to date) the virtual environment: packaging/setup.sh FOLDER [EXTRA]
# EXTRA is a comma-separated list of the optional sets of pyproject.toml, such as "dev".
set -eu

venv=${1:?usage: packaging/setup.sh FOLDER [EXTRA]}
extra=${2:-}
python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "charabook needs Python 3.11 or newer, and '$python' is not that."
    say "Install it (on Debian: apt install python3 python3-venv) or name one: make PYTHON=/path/to/python3.11"
    exit 1
fi
if [ ! -x "$venv/bin/python" ]; then
    say "Making the virtual environment in $venv ..."
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        say "Python could not make a virtual environment. On Debian: apt install python3-venv"
        exit 1
    fi
fi

# torch first and alone: the build that the configured package source offers for this machine is taken once, and
# nothing that follows may exchange it for another (the largest build brings several gigabytes of CUDA libraries).
say "Installing what charabook needs (torch is the large one; this happens once) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$here/constraints.txt" torch
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$here/constraints.txt" \
    --editable "$here${extra:+[$extra]}"
