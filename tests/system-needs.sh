#!/usr/bin/env bash
# Chromium and fonts with Chinese letters: installed where that can be done, else named.
# Without them the tests that look at the report in a browser skip and say so.
set -euo pipefail

missing=()
browser=
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then browser=$name; fi
done
[ -n "$browser" ] || missing+=(chromium)
fonts=$( (fc-list :lang=zh family 2>/dev/null || true) | head -n 1)
[ -n "$fonts" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests that look at the report …"
  log=$(mktemp)
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    fontconfig "${missing[@]}"; } >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -n 3 "$log" >&2
  rm -f "$log"
fi
echo "Missing: ${missing[*]} (on Debian: apt-get install ${missing[*]}). Tests that need them are skipped." >&2
