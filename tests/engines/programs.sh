#!/usr/bin/env bash
# Installs the database servers that `make engines` starts: PostgreSQL, and in a separate environment
# Spark and Sail, because the package of Spark has the same name as its driver.
set -eu
here=$(dirname "$0")
if ! command -v java >/dev/null 2>&1; then
  "$here/../install.sh" "Install a Java runtime, version 17 or newer." openjdk-17-jre-headless
fi
servers=$here/../../build/spark-server
wanted=$here/spark_server.txt
if ! cmp -s "$wanted" "$servers/installed.txt"; then
  "${PYTHON:-python3}" -m venv --clear "$servers"
  "$servers/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
  cp "$wanted" "$servers/installed.txt"
fi
for program in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb || true)"; do
  if [ -x "$program" ]; then exit 0; fi
done
"$here/../install.sh" "Install PostgreSQL 13 or newer, and put its programs on the PATH." postgresql
