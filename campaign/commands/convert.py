"""`python -m campaign convert register.csv register.parquet`: a long register opens faster."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from campaign.commands.output import TerminalLine, bar, issue_line, stop, write_error
from campaign.dataset import campaign_cache
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.open_register import OpenRegister
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import (
    REQUIREMENTS,
    RegisterSettings,
)
from campaign.dataset.folders import CAMPAIGNS_FILE, Folders, is_present
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.reference_data import NO_REFERENCE, ReferenceData
from campaign.schema.issues import Issue

DONE, ISSUES = 0, 1
_BAR = 24
"""Width of the progress bar, in characters."""


class _ClosedRegisters(OpenRegisters):
    """Opens no register: the reference data for the check are in other files."""

    def open(
        self, settings: RegisterSettings, label: str, reference: ReferenceData
    ) -> OpenRegister:
        """Return no register."""
        return OpenRegister(None, (), {})


def find_reference(file: Path) -> ReferenceData:
    """Return the reference data for a register file in any folder.

    They are those of the data folder that the file is in, with the campaign year of its folder as
    `edition`; for any other file those of the dashboard, without an edition. There are no codes if
    the data folder cannot be read.
    """
    folder = file.absolute().parent
    folders = campaign_cache.folders()
    if is_present(folder.parent / CAMPAIGNS_FILE):
        folders = Folders(folder.parent, folders.geo)
    try:
        campaign = load_campaign(folders, registers=_ClosedRegisters())
    except UnloadableDataError:
        return NO_REFERENCE
    is_year = folders.data == folder.parent and folder.name in campaign.editions
    return campaign_reference(campaign, folder.name if is_year else None)


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """Add the arguments of the command."""
    parser.add_argument("source", metavar="CSV", help=text("register as CSV"))
    parser.add_argument("target", metavar="PARQUET", help=text("file to write"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help=text("language of messages")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; return the exit code."""
    text, source = Text.of(arguments.lang), Path(arguments.source)
    target = Path(arguments.target)
    if source.suffix != ".csv" or target.suffix != ".parquet":
        return stop(
            text(
                "The register must be a file that ends in .csv, and the file to "
                "write must end in .parquet."
            )
        )
    try:
        from campaign.dataset.engines.convert import convert_to_parquet
    except ModuleNotFoundError as error:
        params = {"value": str(error.name), "file": REQUIREMENTS}
        return _stop_with(Issue(str(source), "engine_missing", params=params), text)
    if not source.is_file():
        return _stop_with(Issue(str(source), "no_file"), text)
    line = TerminalLine()

    def show_progress(share: float) -> None:
        line.show(bar(share, _BAR))

    try:
        reference = find_reference(target)
        conversion = convert_to_parquet(source, target, str(source), show_progress, reference)
    except EngineError:
        return _stop_with(Issue(str(source), "engine_failed", params={"value": "duckdb"}), text)
    except OSError as error:
        return stop(write_error(str(target), error, text))
    finally:
        line.clear()
    for issue in conversion.issues:
        _stop_with(issue, text)
    if any(issue.severity == "error" for issue in conversion.issues):
        return ISSUES
    words = text.n("{file}: {n} row", "{file}: {n} rows", conversion.rows, file=str(target))
    sys.stdout.write(words + "\n")
    return DONE


def _stop_with(issue: Issue, text: Text) -> int:
    return stop(issue_line(issue, text))
