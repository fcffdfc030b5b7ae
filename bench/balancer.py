"""nginx in front of app processes, with the configuration of `deploy/nginx` on free ports."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.nginx import program
from bench.process import free_port, is_answering, stopping, wait_until_up
from bench.subject import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
NAME = "dashboard.example.kg"
TIMEOUT = 180.0
"""Timeout in seconds, long enough for a busy machine."""


@dataclass
class Nginx:
    """nginx in a folder of its own, for `running`."""

    folder: Path
    processes: Sequence[str]
    """Addresses, as `127.0.0.1:8501`."""
    port: int = field(default_factory=free_port)
    """The port of plain HTTP, as for nginx behind a proxy that terminates TLS."""
    secure_port: int = field(default_factory=free_port)
    redirect_port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        """The address of plain HTTP, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def secure_address(self) -> str:
        """The address of HTTPS, without a slash at the end."""
        return f"https://127.0.0.1:{self.secure_port}"

    @property
    def cache(self) -> Path:
        """The folder of cached files."""
        return self.folder / "cache"

    @property
    def temporary(self) -> Path:
        """The folder of requests and responses that do not fit into memory."""
        return self.folder / "temporary"

    @property
    def logs(self) -> list[Path]:
        """The error log and the access logs."""
        return [self.folder / "error.log", *self.folder.glob("*access*")]

    @property
    def command(self) -> list[str]:
        """The program with its configuration, without an action such as `-t`."""
        settings = str(self.folder / "nginx.conf")
        return [program("nginx"), "-p", str(self.folder), "-c", settings, "-e", "error.log"]

    def configure(self) -> None:
        """Copy the shipped configuration; only paths, ports, and the user are changed."""
        shutil.copytree(SHIPPED, self.folder, dirs_exist_ok=True)
        _write_certificate(self.folder)
        owner = f"{pwd.getpwuid(os.getuid()).pw_name} {grp.getgrgid(os.getgid()).gr_name}"
        # Only root may name a user: the workers then read what this user may read.
        user = f"user {owner};" if os.getuid() == 0 else ""
        temporary = "".join(
            f"\n    {name}_temp_path {self.temporary};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self._replace("nginx.conf", "user www-data;", user)
        self._replace("nginx.conf", "pid /run/nginx.pid;", f"pid {self.folder}/nginx.pid;")
        self._replace("nginx.conf", "/var/log/nginx/error.log", f"{self.folder}/error.log")
        self._replace("nginx.conf", "http {", f"http {{{temporary}")
        site = "campaign/site.conf"
        self._replace(site, "/var/cache/nginx/campaign", str(self.cache))
        self._replace(site, "/etc/ssl/campaign", str(self.folder))
        self._replace("campaign/locations.conf", "/etc/nginx", str(self.folder))
        for shipped, port in (("80;", self.redirect_port), ("443 ssl;", self.secure_port)):
            self._replace(
                site, f"listen {shipped}", f"listen 127.0.0.1:{port}{shipped.lstrip('0123456789')}"
            )
            # Machines without IPv6 run the tests too.
            self._replace(site, f"listen [::]:{shipped}", "")
        with (self.folder / site).open("a", encoding="utf-8") as lines:
            lines.write(f"server {{\n    listen 127.0.0.1:{self.port};\n")
            lines.write("    include campaign/locations.conf;\n}\n")
        self.write_processes()

    def _replace(self, name: str, before: str, after: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{name} has no {before!r}"
        path.write_text(text.replace(before, after), encoding="utf-8")

    def write_processes(self, *draining: str) -> None:
        """Write the list of processes as an administrator does."""
        options = [word for address in draining for word in ("--draining", address)]
        written = subprocess.run(
            [sys.executable, str(SHIPPED / "processes.py"), *self.processes, *options],
            check=True,
            capture_output=True,
            text=True,
        )
        (self.folder / "campaign" / "processes.conf").write_text(written.stdout, encoding="utf-8")

    def routes(self) -> list[str]:
        """The names of the processes in the route cookie, in their order."""
        lines = (self.folder / "campaign" / "processes.conf").read_text(encoding="utf-8")
        return re.findall(r'\$" ([0-9a-f]+);', lines)

    def check(self) -> str:
        """Return the output of `nginx -t`. Raises RuntimeError for an invalid configuration."""
        answer = subprocess.run([*self.command, "-t"], capture_output=True, text=True)
        if answer.returncode:
            raise RuntimeError(answer.stderr)
        return answer.stderr

    def reload(self) -> None:
        """Load a changed configuration, and wait until only new workers accept connections."""
        old_workers = self._workers()
        self.check()
        os.kill(self._master(), signal.SIGHUP)
        end = time.monotonic() + TIMEOUT
        # Old workers finish their requests and do not accept new connections.
        while not self._workers() - old_workers:
            assert time.monotonic() < end, "nginx has no new workers"
            time.sleep(0.05)
        while old_workers & self._accepting():
            assert time.monotonic() < end, "old workers still accept connections"
            time.sleep(0.05)

    def _master(self) -> int:
        return int((self.folder / "nginx.pid").read_text())

    def _workers(self) -> set[int]:
        master = self._master()
        children = Path(f"/proc/{master}/task/{master}/children").read_text()
        return {int(child) for child in children.split()}

    def _accepting(self) -> set[int]:
        return {worker for worker in self._workers() if "shutting down" not in _title(worker)}


@contextmanager
def running(nginx: Nginx) -> Iterator[Nginx]:
    """Run nginx until the end of the block. Raises RuntimeError if it does not start."""
    nginx.configure()
    nginx.check()
    process = subprocess.Popen([*nginx.command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    with stopping(process):
        if not wait_until_up(process, TIMEOUT, lambda: is_answering(f"{nginx.address}/health")):
            raise RuntimeError(f"nginx did not start: {nginx.logs[0].read_text()}")
        # nginx can no longer write an upload or an export to the disk.
        nginx.temporary.rmdir()
        nginx.temporary.touch()
        yield nginx


def _title(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return "shutting down"


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def route_of(cookie: str) -> str:
    """The name of the process in a `Set-Cookie` header; "" if it has none."""
    match = re.search(r"campaign_route=([0-9a-f]+)", cookie)
    return match[1] if match else ""
