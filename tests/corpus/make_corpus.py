"""Writes the files of the corpus, with the same bytes each time, and their list in README.md.

    python tests/corpus/make_corpus.py                 all files except those of LibreOffice
    python tests/corpus/make_corpus.py --libreoffice   all files

The bytes of LibreOffice's files differ each time. The expected result for each file is in
`expected.toml`, which is written by hand.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from statistics import median

import boundary_files  # noqa: F401
import broken_files  # noqa: F401
import form_files  # noqa: F401
import heading_files  # noqa: F401
import libreoffice
import office_files  # noqa: F401
import population_files  # noqa: F401
import private_files  # noqa: F401
import region_files  # noqa: F401
import several_sheets  # noqa: F401
import sheet_files  # noqa: F401
import signature_files  # noqa: F401
import text_files  # noqa: F401
import value_files  # noqa: F401
import wide_files  # noqa: F401
import wrong_files  # noqa: F401
from catalogue import FILES

HERE = Path(__file__).resolve().parent
TITLE = """# Test files as offices upload them, valid and faulty

Each file imitates the program that its description names; Excel and 1C themselves were not
available. All content is invented: activities are «Условное мероприятие 1», organisers are generic,
numbers are made up, and the personal data in `private/` belongs to nobody. Only the outlines in
`boundaries/` are those of `geo/`, simplified too far for a map. `expected.toml` has the expected
result for each file, written by hand; `tests/ingest/test_corpus.py` compares ingest with it.

`make_corpus.py` writes the files and this list. LibreOffice writes those in `libreoffice/` and
`broken/old_workbook.xls`, only with the option `--libreoffice`.

`clicks` is the number of clicks from the uploaded register to the map when every question is
answered, including “Show on the map”; a choice in a list counts as two. The cell is empty where the
file is not a register, is rejected or unreadable, or needs import settings or typed text.
{registers} registers have a number, with a median of {median}; {asked} of them ask their owner a
question, with a median of {median_asked}.

| file | description | clicks |
|---|---|---|
"""


def main(with_libreoffice: bool) -> None:
    """Write the files and their list."""
    for path, (_, maker) in FILES.items():
        _write(path, maker())
    if with_libreoffice:
        for path, content in libreoffice.convert_files().items():
            _write(path, content)
    about = {path: description for path, (description, _) in FILES.items()}
    about |= {
        path: f"LibreOffice: {description}" for path, description in libreoffice.ABOUT.items()
    }
    clicks = _clicks()
    asked = [count for count in clicks.values() if count > 1]
    title = TITLE.format(
        registers=len(clicks),
        median=f"{median(clicks.values()):g}",
        asked=len(asked),
        median_asked=f"{median(asked):g}",
    )
    lines = "".join(
        f"| `{path}` | {description} | {clicks.get(path, '')} |\n"
        for path, description in sorted(about.items())
    )
    (HERE / "README.md").write_text(title + lines, encoding="utf-8")


def _clicks() -> dict[str, int]:
    """The expected clicks from upload to map: {path: clicks}."""
    expected = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
    return {case["file"]: case["clicks"] for case in expected["case"] if "clicks" in case}


def _write(path: str, content: bytes) -> None:
    (HERE / path).parent.mkdir(exist_ok=True)
    (HERE / path).write_bytes(content)


if __name__ == "__main__":
    main("--libreoffice" in sys.argv[1:])
