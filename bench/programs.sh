#!/usr/bin/env bash
# Makes sure that the programs are there which only the benchmark drives: nginx, which serves the
# public pages, and wrk, which asks for them.
set -eu
"$(dirname "$0")/../tests/deploy/programs.sh"
command -v wrk >/dev/null 2>&1 && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found: wrk. Install it, then try again." >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends wrk >/dev/null
