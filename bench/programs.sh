#!/usr/bin/env bash
# Installs the programs that only the benchmark uses, if they are missing: nginx, which serves the
# public pages, and wrk, which requests them.
set -eu
tests="$(dirname "$0")/../tests"
"$tests/deploy/programs.sh"
command -v wrk >/dev/null 2>&1 || "$tests/install.sh" "Install it, then try again." wrk
