"""The register of an edition: a file that is read, or a table that an engine is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.dataset.engines.open_register import open_register
from campaign.dataset.engines.settings import SETTINGS_FILE, read_settings
from campaign.dataset.file_reader import FileReader
from campaign.dataset.folders import REGISTER_FILE, is_present
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import Register
from campaign.ingest.reference_data import ReferenceData
from campaign.schema import tables
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class EditionRegister:
    """A register, None without one, and how many of its rows are rejected.

    `file` is the label of its file or settings, `source` what a source line calls it.
    """

    register: Register | None
    rejected: int
    file: str
    source: str


def load_register(
    reader: FileReader, name: str, status: str, reference: ReferenceData
) -> EditionRegister:
    """Return the register of the edition `name`; the reader collects its issues."""
    folder = reader.folders.data / name
    settings, path = folder / SETTINGS_FILE, folder / REGISTER_FILE
    if status != "published_only" and is_present(settings):
        return _load_from_engine(reader, name, reference)
    file, source = reader.folders.label(path), f"{name}/{REGISTER_FILE}"
    if status == "published_only":
        return EditionRegister(None, 0, file, source)
    report = reader.ingest_table(path, reference, tables.ACTIVITIES)
    if report is None:
        return EditionRegister(None, 0, file, source)
    return EditionRegister(FrameRegister(report.frame), report.rejected, file, source)


def _load_from_engine(reader: FileReader, name: str, reference: ReferenceData) -> EditionRegister:
    folder = reader.folders.data / name
    path = folder / SETTINGS_FILE
    label = reader.folders.label(path)
    nothing = EditionRegister(None, 0, label, f"{name}/{SETTINGS_FILE}")
    reader.read_bytes(path)
    settings = read_settings(path, label)
    if not isinstance(settings, Issue) and is_present(folder / REGISTER_FILE):
        settings = Issue(label, "two_registers")
    if isinstance(settings, Issue):
        reader.issues.append(settings)
        return nothing
    engine = open_register(settings, label, reference)
    reader.add_version(engine.version)
    reader.issues += engine.issues
    if engine.register is None:
        return nothing
    return EditionRegister(engine.register, engine.rejected, label, f"{name}/{settings.source}")
