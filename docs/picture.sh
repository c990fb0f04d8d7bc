#!/usr/bin/env bash
# Makes docs/img/report.png, the README's picture of the report on the example documents.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/parley run examples/documents --desk "$work/desk" >/dev/null
"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
  --disable-background-networking --user-data-dir="$work/browser" --window-size=1280,2340 \
  --screenshot="$PWD/docs/img/report.png" "file://$work/desk/report.html" 2>/dev/null
ls -l docs/img/report.png
