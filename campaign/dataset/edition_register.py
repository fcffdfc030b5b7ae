"""The register of an edition: a file, or a table in a database engine."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.settings import SETTINGS_FILE, read_settings
from campaign.dataset.file_reader import FileReader
from campaign.dataset.folders import REGISTER_FILE, Folders, is_present
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import Register
from campaign.ingest.reference_data import ReferenceData
from campaign.schema import tables
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class EditionRegister:
    """A register with its grouped table, None without a register, and its number of rejected rows.

    `file` is the label of its file or settings, `source` its name in a source line.
    """

    register: Register | None
    totals: pd.DataFrame | None
    rejected: int
    file: str
    source: str


def load_register(
    reader: FileReader, name: str, status: str, reference: ReferenceData
) -> EditionRegister:
    """Return the register of the edition `name`; its issues are added to `reader`."""
    folder = reader.folders.data / name
    settings, path = folder / SETTINGS_FILE, folder / REGISTER_FILE
    if status != "published_only" and is_present(settings):
        return _load_from_engine(reader, name, reference)
    file, source = reader.folders.label(path), f"{name}/{REGISTER_FILE}"
    if status == "published_only":
        return EditionRegister(None, None, 0, file, source)
    report = reader.ingest_table(path, reference, tables.ACTIVITIES)
    if report is None:
        return EditionRegister(None, None, 0, file, source)
    register = FrameRegister(report.frame)
    return EditionRegister(register, register.totals(), report.rejected, file, source)


def engine_versions(folders: Folders) -> tuple[str, ...]:
    """Return the versions of all registers in engines.

    Raises `EngineError` or `ImportError`.
    """
    return tuple(connect(settings).version() for settings in folders.engine_settings())


def _load_from_engine(reader: FileReader, name: str, reference: ReferenceData) -> EditionRegister:
    folder = reader.folders.data / name
    path = folder / SETTINGS_FILE
    label = reader.folders.label(path)
    nothing = EditionRegister(None, None, 0, label, f"{name}/{SETTINGS_FILE}")
    reader.read_bytes(path)
    settings = read_settings(path, label)
    if not isinstance(settings, Issue) and is_present(folder / REGISTER_FILE):
        settings = Issue(label, "two_registers")
    if isinstance(settings, Issue):
        reader.issues.append(settings)
        return nothing
    reference = replace(reference, public_texts=reader.public_texts)
    engine = reader.registers.open(settings, label, reference)
    if engine.version:
        reader.add_version(settings, engine.version)
    reader.issues += engine.issues
    if engine.register is None:
        return nothing
    return EditionRegister(
        engine.register, engine.totals, engine.rejected, label, f"{name}/{settings.source}"
    )
