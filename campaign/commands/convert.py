"""`python -m campaign convert register.csv register.parquet`: a long register opens faster."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from campaign.commands.error_words import issue_line, write_error
from campaign.commands.output import TerminalLine, bar
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.settings import REQUIREMENTS
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.schema.issues import Issue

DONE, ISSUES, STOPPED = 0, 1, 2
_BAR = 24
"""Width of the progress bar, in characters."""
_CONVERTED = 0.8
"""The share of the work before the check, as measured with ten million rows."""
_SAVED = N_(
    "The register is checked. The results are saved, so that the dashboard opens it without "
    "reading the rows again."
)


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
        return _stop(
            text(
                "The register must be a file that ends in .csv, and the file to "
                "write must end in .parquet."
            )
        )
    try:
        from campaign.commands.converted_register import find_reference, save_check
        from campaign.dataset.engines.convert import convert_to_parquet
    except ModuleNotFoundError as error:
        params = {"value": str(error.name), "file": REQUIREMENTS}
        return _stop_with(Issue(str(source), "engine_missing", params=params), text)
    if not source.is_file():
        return _stop_with(Issue(str(source), "no_file"), text)
    line = TerminalLine()

    def show_progress(first: float, last: float, share: float) -> None:
        line.show(bar(first + (last - first) * share, _BAR))

    try:
        reference = find_reference(target)
        conversion = convert_to_parquet(
            source, target, str(source), partial(show_progress, 0, _CONVERTED), reference
        )
    except EngineError:
        return _stop_with(Issue(str(source), "engine_failed", params={"value": "duckdb"}), text)
    except OSError as error:
        return _stop(write_error(str(target), error, text))
    finally:
        line.clear()
    for issue in conversion.issues:
        _stop_with(issue, text)
    if any(issue.severity == "error" for issue in conversion.issues):
        return ISSUES
    is_saved = save_check(target, reference, partial(show_progress, _CONVERTED, 1))
    line.clear()
    words = text.n("{file}: {n} row", "{file}: {n} rows", conversion.rows, file=str(target))
    sys.stdout.write(words + "\n")
    if is_saved:
        sys.stdout.write(text(_SAVED) + "\n")
    return DONE


def _stop_with(issue: Issue, text: Text) -> int:
    return _stop(issue_line(issue, text))


def _stop(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return STOPPED
