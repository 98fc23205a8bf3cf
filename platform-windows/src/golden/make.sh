#!/bin/sh
# SPDX-FileCopyrightText: The Duramen authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes src/test/resources/windows-layouts.txt anew: what mingw-w64 makes of Windows' headers, printed by a program that runs
# on Windows or under Wine. Debian: apt-get install gcc-mingw-w64-x86-64 wine64
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
x86_64-w64-mingw32-gcc -std=c11 -Wall -Werror -o "$work/layouts.exe" layouts.c
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
export WINEPREFIX="${WINEPREFIX:-$work/prefix}" WINEDEBUG=-all
"$wine" "$work/layouts.exe" | tr -d '\r' >"$work/layouts.txt"
wineserver=$(command -v wineserver || echo /usr/lib/wine/wineserver)
"$wineserver" -w # it still writes to the directory that is removed now
{
  echo "# Made by src/golden/make.sh; names and values of Windows' headers as $(x86_64-w64-mingw32-gcc --version | head -n 1) reads them."
  cat "$work/layouts.txt"
} >../test/resources/windows-layouts.txt
