#!/bin/sh
# Make sure the Debian packages that the full check needs are there: packaging/system-packages.sh
#
# The tests hold what charabook writes against other people's tools (poppler, qpdf, Ghostscript, epubcheck), and the
# window's tests load Qt, which brings no system libraries of its own. What is missing is installed with apt-get, as
# root or through a sudo that asks no password. Where neither is possible one line says what to install, and the check
# goes on: tests of a missing tool are skipped on a developer's machine and fail where CI=true.
set -eu

say() { printf '%s\n' "$*" >&2; }

missing=""
need() { missing="$missing $1"; }

# A tool counts as present however it was installed.
while read -r tool package; do
    command -v "$tool" >/dev/null 2>&1 || need "$package"
done <<'TOOLS'
qpdf qpdf
pdfinfo poppler-utils
gs ghostscript
epubcheck epubcheck
java default-jre-headless
TOOLS

# Libraries that PySide6's QtCore, QtGui, QtWidgets, QtSvg and the offscreen platform link to.
if command -v dpkg-query >/dev/null 2>&1; then
    for package in libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6; do
        # From Debian 13 on some of these carry the suffix t64.
        for name in "$package" "${package}t64"; do
            state=$(dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | head -n 1) || state=""
            [ "$state" = installed ] && break
        done
        [ "$state" = installed ] || need "$package"
    done
fi

[ -n "$missing" ] || exit 0
missing=${missing# }

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        say "Missing system packages; install them once: sudo apt-get install $missing"
        exit 0
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    say "Missing system packages (no apt-get here to install them): $missing"
    exit 0
fi

say "Installing system packages that the checks use: $missing ..."
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # both hold lists of words
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } \
    >/dev/null 2>&1; then
    say "apt-get could not install: $missing. Try it by hand: apt-get install $missing"
fi
