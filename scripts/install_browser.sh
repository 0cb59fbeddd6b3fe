#!/bin/sh
# Finds a Chromium for the pages that need one, or installs it: Debian's package as root, else Playwright's own build.
set -eu
python=$1
if [ -n "${GOVCRAWL_BROWSER:-}" ] && [ -x "$GOVCRAWL_BROWSER" ]; then exit 0; fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if "$python" -m govcrawl.middlewares.browser >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
else
    "$python" -m playwright install chromium
fi
