#!/usr/bin/env bash
# A program ($1) from Debian's packages ($2 ...), installed by apt where it is missing; one line and failure where that cannot be done.
set -euo pipefail
program=$1
shift

if command -v "$program" >/dev/null; then exit 0; fi
sudo=$([ "$(id -u)" -eq 0 ] || echo "sudo -n")
if command -v apt-get >/dev/null; then
    echo "Installing $program ($*) ..."
    { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 || true
fi
if command -v "$program" >/dev/null; then exit 0; fi
echo "$program is needed: apt-get install --no-install-recommends $*" >&2
exit 1
