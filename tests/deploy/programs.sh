#!/usr/bin/env bash
# Makes sure that nginx is there, which stands before the processes of the dashboard; the benchmark
# serves public pages with it.
set -eu
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 && exit 0
"$(dirname "$0")/../install.sh" "Install it (1.25.1 or newer), then try again." nginx
