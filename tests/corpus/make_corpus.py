"""Writes the files of the corpus and the list of them in README.md; the same bytes each time.

    python tests/corpus/make_corpus.py                 all but those by LibreOffice
    python tests/corpus/make_corpus.py --libreoffice   these as well; their bytes differ each time

What is to become of each file is in `expected.toml`, written by hand: nothing here writes it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import boundary_files  # noqa: F401
import broken_files  # noqa: F401
import form_files  # noqa: F401
import libreoffice
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

| file | what it is |
|---|---|
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
    lines = "".join(
        f"| `{path}` | {description} |\n" for path, description in sorted(about.items())
    )
    (HERE / "README.md").write_text(TITLE + lines, encoding="utf-8")


def _write(path: str, content: bytes) -> None:
    (HERE / path).parent.mkdir(exist_ok=True)
    (HERE / path).write_bytes(content)


if __name__ == "__main__":
    main("--libreoffice" in sys.argv[1:])
