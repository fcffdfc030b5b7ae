#!/usr/bin/env bash
# Makes sure that the database servers are there which `make engines` starts: PostgreSQL.
set -eu
for program in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb || true)"; do
  if [ -x "$program" ]; then exit 0; fi
done
"$(dirname "$0")/../install.sh" "Install PostgreSQL 13 or newer, and put its programs on the PATH." postgresql
