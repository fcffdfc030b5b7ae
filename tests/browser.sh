#!/usr/bin/env bash
# Makes sure that a Chromium is there for the browser tests; CHROMIUM names one of your own.
set -eu
for found in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$found" ] && command -v "$found" >/dev/null 2>&1; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium found. Install one, or name it: CHROMIUM=/path/to/chromium make test" >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null
