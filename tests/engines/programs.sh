#!/usr/bin/env bash
# Makes sure that the database servers are there which `make engines` starts: PostgreSQL.
set -eu
for found in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb || true)"; do
  if [ -x "$found" ]; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found: initdb. Install PostgreSQL 13 or newer, and put its programs on the PATH." >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends postgresql >/dev/null
