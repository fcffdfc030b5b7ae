#!/usr/bin/env bash
# Installs nginx if it is missing. It distributes viewers to the processes of the dashboard, and the
# benchmark serves public pages with it.
set -eu
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 && exit 0
"$(dirname "$0")/../install.sh" "Install it (1.25.1 or newer), then try again." nginx
