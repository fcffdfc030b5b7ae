"""The folder of a site: its list of files, and a new site that replaces it in one step."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from campaign.dataset.folders import Folders
from campaign.site.public.catalogue import VERSIONS

if sys.platform != "win32":
    import fcntl

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


_HERE = -100  # AT_FDCWD: paths are those of the process
_EXCHANGE = 2  # RENAME_EXCHANGE


def swap_folders(one: Path, other: Path) -> None:
    """Swap two existing folders. Raises OSError.

    If the system cannot swap them, `other` is missing for the moment between two renames.
    """
    if _exchange(one, other):
        return
    aside = one.with_name(f"{one.name}.aside")
    os.rename(other, aside)
    try:
        os.rename(one, other)
    except BaseException:
        os.rename(aside, other)
        raise
    os.rename(aside, one)


def _exchange(one: Path, other: Path) -> bool:
    """Swap the folders if the system can; return whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # an older C library
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)


class ForeignFolderError(Exception):
    """The folder has files that do not belong to the site; the message is the path of one."""


class BusyFolderError(Exception):
    """Another publication writes the same folder."""


class SiteFolder:
    """A new site for the folder `target`, not yet published. `former` lists the files there now."""

    def __init__(self, target: Path, new: Path, former: Manifest) -> None:
        self.target, self.new, self.former = target, new, former
        self.files: dict[str, Entry] = {}
        self.changed = 0
        """How many files are new or differ from those that are there."""

    def write(self, path: str, content: bytes) -> None:
        """Add a file; an existing file with the same content is kept.

        Raises ForeignFolderError where somebody else's file has the path.
        """
        entry = Entry.of(content)
        if path not in self.former.files and os.path.lexists(self.target / path):
            raise ForeignFolderError(path)
        if self.former.files.get(path) == entry and self._is_unchanged(path, content):
            self.keep(path)
            return
        new = self.new / path
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        self.files[path] = entry
        self.changed += 1

    def repeat(self, path: str, other: str, content: bytes) -> None:
        """Add the file that was written at `path` under another path too, as the same file.

        Raises ForeignFolderError where somebody else's file has the path.
        """
        if self.former.files.get(other) == self.files[path]:
            self.write(other, content)
            return
        if other not in self.former.files and os.path.lexists(self.target / other):
            raise ForeignFolderError(other)
        _link(self.new / path, self.new / other)
        self.files[other] = self.files[path]
        self.changed += 1

    def keep(self, path: str) -> None:
        """Keep a file unchanged, unless somebody has removed it."""
        with suppress(FileNotFoundError):
            _link(self.target / path, self.new / path)
            self.files[path] = self.former.files[path]

    def publish(self, key: str) -> int:
        """Replace the former site with the new one; return the number of removed files."""
        content = Manifest(key, self.files).to_json()
        (self.new / MANIFEST).write_bytes(content)
        if self.target.is_dir():
            self._keep_foreign_files()
            shutil.copymode(self.target, self.new)
        with suppress(AttributeError):
            os.sync()  # the files are on the disk before their names are seen
        if self.target.is_dir():
            swap_folders(self.new, self.target)
        else:
            os.rename(self.new, self.target)
        return len(set(self.former.files) - set(self.files))

    def _is_unchanged(self, path: str, content: bytes) -> bool:
        try:
            return (self.target / path).read_bytes() == content
        except OSError:
            return False

    def _keep_foreign_files(self) -> None:
        ours = {*self.former.files, MANIFEST}
        for folder, names, files in os.walk(self.target):
            place = Path(folder).relative_to(self.target)
            links = [name for name in names if (Path(folder) / name).is_symlink()]
            for name in (*files, *links):
                path = place / name
                if path.as_posix() not in ours:
                    _link(self.target / path, self.new / path)


@contextmanager
def open_site(target: Path) -> Iterator[SiteFolder]:
    """Open a folder for a new site; if the site is not published, its files are removed.

    Raises ForeignFolderError for a folder with files that are not a published site, BusyFolderError
    while another process writes to it, and OSError.
    """
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.with_name(f".{target.name}.lock")):
        former = _former(target)
        new = target.with_name(f".{target.name}.new")
        _remove(new)  # of a process that was killed
        new.mkdir()
        try:
            yield SiteFolder(target, new, former)
        finally:
            _remove(new)


def _former(target: Path) -> Manifest:
    manifest = read_manifest(target)
    if manifest is None and os.path.lexists(target):
        names = sorted(os.listdir(target)) if target.is_dir() else [target.name]
        if names:
            raise ForeignFolderError(names[0])
    return manifest or Manifest()


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Hold a lock, which the system releases when the process ends.

    Raises BusyFolderError if another process holds it."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_ino != lock.stat().st_ino:
                raise BusyFolderError  # its former holder has just removed it
        except (BlockingIOError, FileNotFoundError):
            raise BusyFolderError from None
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _link(path: Path, new: Path) -> None:
    """Give a file a second name, or a copy with its times if the disk allows only one name."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, new, follow_symlinks=False)
