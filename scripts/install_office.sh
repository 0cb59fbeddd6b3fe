#!/bin/sh
# Finds a LibreOffice for the tests that open our documents with it, or installs its writer and calc as root on Debian.
# Where that cannot be done those tests are skipped and say so.
set -eu
if command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk >/dev/null
else
    echo "no LibreOffice: the documents are not opened with it (tests marked office are skipped)" >&2
fi
