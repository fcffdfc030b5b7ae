"""Writes the files of the corpus and the list of them in README.md; the same bytes each time.

    python tests/corpus/make_corpus.py                 all but those by LibreOffice
    python tests/corpus/make_corpus.py --libreoffice   these as well; their bytes differ each time

What is to become of each file is in `expected.toml`, written by hand: nothing here writes it.
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
TITLE = """# Files that offices upload, good and bad

Each is spelt as the program named spells it; Excel and 1C themselves were not at hand. All in them
is invented: activities are «Условное мероприятие 1», bodies are generic, figures are made up, and
what looks personal in `private/` belongs to nobody. Only the outlines in `boundaries/` are those of
`geo/`, simplified far beyond use. `expected.toml` says by hand what is to become of each file;
`tests/ingest/test_corpus.py` holds the door to it.

`make_corpus.py` writes the files and this list. Those under `libreoffice/`, and
`broken/old_workbook.xls`, are by LibreOffice itself and are made anew only when asked for.

`clicks` lead from the uploaded register to the map when every question is answered, “Show on the
map” among them; a choice in a list counts as two. No number stands where the file is no register,
where it is refused or unreadable, or where only its import settings or typing make a register of
it. {registers} registers have a number, with a median of {median}; {asked} of them ask their owner
for something, with a median of {median_asked}.

| file | what it is | clicks |
|---|---|---|
"""


def main(with_libreoffice: bool) -> None:
    """Write everything."""
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
