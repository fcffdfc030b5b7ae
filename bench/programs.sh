#!/usr/bin/env bash
# Makes sure that the programs are there which only the benchmark drives: nginx, which serves the
# public pages, and wrk, which asks for them.
set -eu
tests="$(dirname "$0")/../tests"
"$tests/deploy/programs.sh"
command -v wrk >/dev/null 2>&1 || "$tests/install.sh" "Install it, then try again." wrk
