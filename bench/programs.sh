#!/usr/bin/env bash
# Makes sure that the programs are there which only the benchmark drives: nginx, which serves the
# public pages, and wrk, which asks for them.
set -eu
missing=""
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 || missing="nginx"
command -v wrk >/dev/null 2>&1 || missing="$missing wrk"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found: $missing. Install them, then try again." >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
# A program that is only measured is not started as a server of this machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod +x "$policy"
  # shellcheck disable=SC2064 # as it is now
  trap "$as_root rm -f $policy" EXIT
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
