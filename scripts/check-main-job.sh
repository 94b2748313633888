#!/usr/bin/env bash
# Runs the README's main-job command without a terminal and checks what it shows: the listener comes up, a signed event
# reaches it and is verified, and the listener stays until it is told to stop.
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm start --silent -- --port 0 >"$log" 2>&1 </dev/null &
pid=$!
for _ in $(seq 150); do
  grep -q 'keeps running' "$log" && break
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.1
done
cat "$log"
kill -0 "$pid" || { echo 'the listener did not stay'; exit 1; }
grep -q 'Listening on http://127.0.0.1:' "$log"
grep -q 'mailgun.*bounce.*verified' "$log"
# npm passes the signal on only to its own child, so the listener is found by its parent chain.
pkill -INT -f 'webhook-cli.js listen --pretty --ready-file' || kill -INT "$pid"
wait "$pid" || true
echo 'main job: ok'
