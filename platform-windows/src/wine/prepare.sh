#!/bin/sh
# SPDX-FileCopyrightText: The Duramen authors
# SPDX-License-Identifier: Apache-2.0
#
# prepare.sh VERSION PREFIX: prints where Wine is, after making its directory of settings. Installs it from Debian's packages if
# it is not there and this may; another version is refused, because src/test/resources/wine-gaps.txt is that of one.
set -eu
version=$1
export WINEPREFIX=$2 WINEDEBUG=-all
if ! command -v /usr/lib/wine/wine64 >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "wine64=$version" "wine=$version"; } >&2
fi
wine=/usr/lib/wine/wine64
if [ ! -x "$wine" ]; then
  echo "prepare.sh: no Wine; on Debian 12: apt-get install wine64=$version wine=$version" >&2
  exit 1
fi
found=$(dpkg-query -W -f '${Version}' wine64)
if [ "$found" != "$version" ]; then
  echo "prepare.sh: Wine $found is here, the known gaps are those of $version; see docs/platforms.md" >&2
  exit 1
fi
if [ ! -d "$WINEPREFIX/drive_c" ]; then
  mkdir -p "$WINEPREFIX"
  WINEDLLOVERRIDES=mscoree,mshtml= "$wine" wineboot -i >/dev/null 2>&1
  /usr/lib/wine/wineserver -w
fi
echo "$wine"
