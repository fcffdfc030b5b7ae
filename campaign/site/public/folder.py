"""The folder of a site: a new site is written beside the former one and replaces it in one step."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from campaign.site.public.folder_swap import swap_folders
from campaign.site.public.manifest import MANIFEST, Entry, Manifest, read_manifest

if sys.platform != "win32":
    import fcntl


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
        """Keep files of the folder that do not belong to the site, unchanged."""
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
