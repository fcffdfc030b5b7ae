"""Servers of Spark Connect that the tests start: Sail, and Spark with a master and two workers."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pandas as pd
from pyspark.sql.connect.session import SparkSession

from campaign.dataset.engines.settings import RegisterSettings
from tests.dataset.engines.registers import write_parquet
from tests.engines.cluster import wait_until

PROGRAMS = Path(__file__).parents[2] / "build" / "spark-server"
"""The environment that `tests/engines/programs.sh` creates, with Spark and Sail but not the driver.
"""
HOST = "127.0.0.1"
START_TIMEOUT_S = 120
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of a Java program that runs for minutes."""


@dataclass
class SparkServer(ABC):
    """A server on its own port; its files are in `folder`, its programs in `processes`."""

    service: str
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="spark", dir="/tmp")))
    port: int = field(default_factory=lambda: free_port())
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    tables: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.start()

    @contextlib.contextmanager
    def listed(self, services: Path) -> Iterator[Self]:
        """The server with a section in the file of services, until it is removed."""
        with services.open("a") as file:
            file.write(f"[{self.service}]\nhost={HOST}\nport={self.port}\n")
        try:
            yield self
        finally:
            self.remove()

    @abstractmethod
    def start(self) -> None:
        """Start the Spark Connect server; the tables exist again."""

    @abstractmethod
    def settings(self, table: str) -> RegisterSettings:
        """The settings of a register in a table."""

    def fill(self, table: str, cells: pd.DataFrame) -> None:
        """Create a table of these cells in another order; every second empty text is NULL."""
        path = self.folder / table
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        write_parquet(cells, path / "ordered")
        rows = pd.read_parquet(path / "ordered", dtype_backend="pyarrow")
        (path / "ordered").unlink()
        rows.sample(frac=1, random_state=1).to_parquet(path / "rows.parquet", index=False)
        self.tables[table] = path

    def kill(self) -> None:
        """Kill the Spark Connect server."""
        self.end("connect")

    def end(self, name: str) -> None:
        """End a program and all its processes."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def remove(self) -> None:
        for name in list(self.processes):
            self.end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def hung(self) -> Iterator[None]:
        """Stop the Spark Connect server within the block."""
        group = self.processes["connect"].pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    def run(self, name: str, *command: str, **variables: str) -> None:
        """Start a program in its own process group; its output is in a file with its name."""
        with (self.folder / f"{name}.log").open("ab") as output:
            self.processes[name] = subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, **variables},
                start_new_session=True,
            )

    def wait_for(self, name: str, port: int) -> None:
        """Wait until a program listens to a port."""
        process = self.processes[name]
        wait_until(lambda: is_open(port) or process.poll() is not None, START_TIMEOUT_S)
        if process.poll() is not None:
            raise RuntimeError((self.folder / f"{name}.log").read_text(errors="replace")[-3_000:])


class SailServer(SparkServer):
    """Sail, in one process; a table is a path, because each session has its own tables."""

    def start(self) -> None:
        sail = str(PROGRAMS / "bin" / "sail")
        self.run("connect", sail, "spark", "server", "--ip", HOST, "--port", str(self.port))
        self.wait_for("connect", self.port)

    def settings(self, table: str) -> RegisterSettings:
        path = f"parquet.`{self.tables[table]}`"
        return RegisterSettings("spark", table=path, service=self.service)


class ClusterServer(SparkServer):
    """A standalone master of Spark with two workers of one core, and a Connect server."""

    executor_mb = 512
    # The tables are small and the statements different, so that compiling takes most of the time.
    java_options = QUICK
    options: Mapping[str, str] = {
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    }

    def __post_init__(self) -> None:
        self.master = free_port()
        self._java(
            "master",
            "org.apache.spark.deploy.master.Master",
            *("--host", HOST, "--port", str(self.master), "--webui-port", "0"),
        )
        self.wait_for("master", self.master)
        for number in (1, 2):
            self.start_worker(number)
        super().__post_init__()

    def start_worker(self, number: int) -> None:
        """Start one of the two workers; its executors are in its group of processes."""
        self._java(
            f"worker{number}",
            "org.apache.spark.deploy.worker.Worker",
            *(
                "--host",
                HOST,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                f"{2 * self.executor_mb}m",
            ),
            *("--work-dir", str(self.folder / f"work{number}"), f"spark://{HOST}:{self.master}"),
        )

    def start(self) -> None:
        options = {
            "spark.connect.grpc.binding.address": HOST,
            "spark.connect.grpc.binding.port": str(self.port),
            "spark.driver.bindAddress": HOST,
            "spark.driver.host": HOST,
            "spark.executor.memory": f"{self.executor_mb}m",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(self.folder / "warehouse"),
            "spark.ui.enabled": "false",
            "spark.driver.extraJavaOptions": self.java_options,
            "spark.executor.extraJavaOptions": self.java_options,
            **self.options,
        }
        self._spark(
            "connect",
            "spark-submit",
            *("--master", f"spark://{HOST}:{self.master}"),
            *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
            *(part for name, value in options.items() for part in ("--conf", f"{name}={value}")),
            "spark-internal",
        )
        self.wait_for("connect", self.port)
        for table in self.tables:
            self._declare(table)

    def settings(self, table: str) -> RegisterSettings:
        return RegisterSettings("spark", table=f"default.{table}", service=self.service)

    def fill(self, table: str, cells: pd.DataFrame) -> None:
        super().fill(table, cells)
        self._declare(table)

    def do(self, *statements: str) -> None:
        """Run statements in a session of another client."""
        session = SparkSession(connection=f"sc://{HOST}:{self.port}")
        # The driver would wait for ever for the rest of a late answer.
        session.client.disable_reattachable_execute()
        for statement in statements:
            session.sql(statement).toArrow()
        session.client.close()

    def started_tasks(self) -> int:
        """Return the number of tasks that the server has given to the workers."""
        return (self.folder / "connect.log").read_bytes().count(b"Starting task")

    def _declare(self, table: str) -> None:
        self.do(
            f"DROP TABLE IF EXISTS {table}",
            f"CREATE TABLE {table} USING parquet LOCATION '{self.tables[table]}'",
        )

    def _java(self, name: str, program: str, *options: str) -> None:
        self._spark(name, "spark-class", program, *options)

    def _spark(self, name: str, program: str, *options: str) -> None:
        home = next(PROGRAMS.glob("lib/python*/site-packages/pyspark"), None)
        if home is None:
            raise RuntimeError("Spark is not installed: run tests/engines/programs.sh")
        self.run(
            name,
            *(str(home / "bin" / program), *options),
            SPARK_HOME=str(home),
            SPARK_LOCAL_IP=HOST,
            SPARK_DAEMON_MEMORY="512m",
            SPARK_DAEMON_JAVA_OPTS=QUICK,
        )


def free_port() -> int:
    with socket.socket() as server:
        server.bind((HOST, 0))
        port: int = server.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0
