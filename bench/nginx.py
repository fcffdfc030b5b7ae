"""nginx with one worker over a folder of static files."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.process import free_port, is_answering, stopping, wait_until_up

START_SECONDS = 15.0
TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js",
    "text/plain": "txt",
    "text/xml": "xml",
    "text/csv": "csv",
    "application/json": "json",
    "application/geo+json": "geojson",
    "application/manifest+json": "webmanifest",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/x-icon": "ico",
    "font/woff2": "woff2",
}
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Site:
    """A served folder."""

    address: str
    """Without a slash at the end."""
    worker: int
    """The process that answers."""


@contextmanager
def serving_folder(folder: Path) -> Iterator[Site]:
    """Serve the folder until the end of the block.

    nginx sends the `.gz` beside a file to clients that accept gzip. Raises RuntimeError if nginx is
    missing or does not start.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "nginx.conf"
        settings.write_text(configuration(folder, port), encoding="utf-8")
        log = Path(home) / "error.log"
        process = subprocess.Popen(
            [program("nginx"), "-p", home, "-c", str(settings), "-e", str(log)],
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        with stopping(process):
            if not wait_until_up(process, START_SECONDS, lambda: is_answering(address)):
                raise RuntimeError(f"nginx did not start: {log.read_text(encoding='utf-8')}")
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            yield Site(address, int(children.read_text()))


def program(name: str) -> str:
    """Return the path of nginx or wrk. Raises RuntimeError where it is not installed."""
    # Debian installs servers in a folder that is not in a user's PATH.
    path = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if path is None:
        raise RuntimeError(f"{name} is not installed: bench/programs.sh")
    return path


def configuration(folder: Path, port: int) -> str:
    """Return the settings of one worker that serves the folder on a port of this machine."""
    user = f"user {pwd.getpwuid(os.getuid()).pw_name} {grp.getgrgid(os.getgid()).gr_name};\n"
    types = " ".join(f"{kind} {ending};" for kind, ending in TYPES.items())
    temporary = " ".join(f"{name}_temp_path temporary;" for name in TEMPORARY)
    # Only root may name a user: the worker then reads what this user may read.
    return f"""{user if os.getuid() == 0 else ""}daemon off;
worker_processes 1;
pid nginx.pid;
events {{ worker_connections 1024; }}
http {{
  {temporary}
  types {{ {types} }}
  charset utf-8;
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  open_file_cache max=20000;
  open_file_cache_errors on;
  gzip_static on;
  server {{
    listen 127.0.0.1:{port};
    root "{folder}";
    location / {{ try_files $uri $uri/ $uri.html =404; }}
  }}
}}
"""
