#!/usr/bin/env bash
# Makes sure that nginx is there, which stands before the processes of the dashboard; the benchmark
# serves public pages with it.
set -eu
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found: nginx. Install it (1.25.1 or newer), then try again." >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
# A program that is only tested is not started as a server of this machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod +x "$policy"
  # shellcheck disable=SC2064 # as it is now
  trap "$as_root rm -f $policy" EXIT
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends nginx >/dev/null
