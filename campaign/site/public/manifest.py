"""The list of the files of a site, stored in the site: its own files and their inputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from campaign.dataset.folders import Folders
from campaign.site.public.catalogue import VERSIONS

MANIFEST = ".campaign-site.json"
PROGRAM = Path(__file__).resolve().parents[2]
"""The folder of the program's modules."""


@dataclass(frozen=True)
class Entry:
    """A file as it was written: its size in bytes and the SHA-256 of its content."""

    size: int
    digest: str

    @classmethod
    def of(cls, content: bytes) -> Entry:
        """The entry of a file with this content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Manifest:
    """The files of a site by path; `key` identifies its data, program and options."""

    key: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """The manifest as a file."""
        files = {path: [entry.size, entry.digest] for path, entry in sorted(self.files.items())}
        return json.dumps({"key": self.key, "files": files}, indent=0).encode()

    def is_complete(self, folder: Path) -> bool:
        """Return whether every file is in the folder, with its size."""
        try:
            return all(
                (folder / path).stat().st_size == entry.size for path, entry in self.files.items()
            )
        except OSError:
            return False

    def other_versions(self, fingerprint: str) -> Iterator[str]:
        """Yield the paths of all versions of the data but this one."""
        current = f"{VERSIONS}/{fingerprint}/"
        for path in self.files:
            if path.startswith(f"{VERSIONS}/") and not path.startswith(current):
                yield path


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None if it has none that can be read."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        files = {str(path): Entry(*entry) for path, entry in content["files"].items()}
        return Manifest(str(content["key"]), files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def publication_key(folders: Folders, options: Iterable[str]) -> str:
    """Return a digest of all inputs of a site: the files, the program, the options."""
    digest = hashlib.sha256(json.dumps(list(options)).encode())
    for path in (*folders.files(), *sorted(folders.data.glob("*/*.toml")), *_program()):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def _program() -> Iterator[Path]:
    for path in sorted(PROGRAM.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path
