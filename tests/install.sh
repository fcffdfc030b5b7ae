#!/usr/bin/env bash
# Installs the given packages with apt-get: `install.sh HINT PACKAGE...`. Without apt-get it fails
# and prints HINT. Installed servers are not started: tests start their own.
set -eu
hint=$1
shift
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found: $*. $hint" >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod +x "$policy"
  # shellcheck disable=SC2064 # expand now
  trap "$as_root rm -f $policy" EXIT
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
