#!/usr/bin/env bash
# LibreOffice, its Python bridge, a screen for it and what WeasyPrint draws text with, installed by apt where they are missing; one line and failure where that cannot be done.
set -euo pipefail
packages="libreoffice-calc libreoffice-writer libreoffice-math python3-uno poppler-utils fonts-liberation xvfb xdotool libpango-1.0-0 libpangoft2-1.0-0"

present() {
    if [ "$(uname)" = Darwin ]; then
        [ -x /Applications/LibreOffice.app/Contents/MacOS/soffice ] && command -v pdftoppm >/dev/null && command -v pango-list >/dev/null
    else
        command -v soffice >/dev/null && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libswlo.so" ] &&
            [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libsmlo.so" ] && command -v pdftoppm >/dev/null && command -v Xvfb >/dev/null &&
            command -v xdotool >/dev/null && /usr/bin/python3 -c 'import uno' 2>/dev/null &&
            [ -n "$(find /usr/lib /lib -name 'libpangoft2-1.0.so.0' -print -quit 2>/dev/null)" ]
    fi
}

if present; then exit 0; fi
sudo=$([ "$(id -u)" -eq 0 ] || echo "sudo -n")
if command -v apt-get >/dev/null; then
    echo "Installing LibreOffice for the tests ($packages) ..."
    # shellcheck disable=SC2086
    { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $packages; } >/dev/null 2>&1 || true
fi
if present; then exit 0; fi
if [ "$(uname)" = Darwin ]; then
    echo "The tests need LibreOffice in /Applications poppler and pango: brew install --cask libreoffice && brew install poppler pango" >&2
else
    echo "The tests need LibreOffice: apt-get install --no-install-recommends $packages" >&2
fi
exit 1
