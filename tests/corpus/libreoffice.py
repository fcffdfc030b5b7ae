"""Files that LibreOffice writes; their bytes depend on time and version."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from sheet_files import RU, error_cells, merged_oblasts
from workbooks import as_openpyxl

ABOUT = {
    "libreoffice/register.ods": "ODS",
    "libreoffice/register.xlsx": "XLSX",
    "libreoffice/register.csv": "CSV with the English default options: UTF-8, commas, month first",
    "libreoffice/register_1251.csv": "CSV in Windows-1251 with semicolons",
    "libreoffice/register_utf16.csv": "CSV in UTF-16 with tabs",
    "libreoffice/merged_oblasts.ods": "ODS of sheets/merged_oblasts.xlsx",
    "libreoffice/errors.ods": "ODS of sheets/error_cells.xlsx with a calculated formula",
    "broken/old_workbook.xls": "A workbook in the format before 2007",
}

_FILTERS = {
    "register.csv": "csv",
    # Delimiter, quote, character set 34 (Windows-1251) or 65535 (UTF-16), first row.
    "register_1251.csv": "csv:Text - txt - csv (StarCalc):59,34,34,1",
    "register_utf16.csv": "csv:Text - txt - csv (StarCalc):9,34,65535,1",
    "errors.ods": "ods",
    "merged_oblasts.ods": "ods",
    "register.ods": "ods",
    "register.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "old_workbook.xls": "xls:MS Excel 97",
}


def convert_files() -> dict[str, bytes]:
    """{path within the corpus: bytes}. Needs `soffice`; raises CalledProcessError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        return {path: _convert(Path(path).name, Path(folder)) for path in ABOUT}


def _convert(name: str, folder: Path) -> bytes:
    stem, suffix = name.rsplit(".", 1)
    source = folder / "in" / f"{stem}.xlsx"
    source.parent.mkdir(exist_ok=True)
    maker = {"errors": error_cells, "merged_oblasts": merged_oblasts}.get(stem)
    source.write_bytes(maker() if maker else as_openpyxl(RU))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        + ["--convert-to", _FILTERS[name], "--outdir", str(folder / "out"), str(source)],
        check=True,
        capture_output=True,
        timeout=900,
    )
    return (folder / "out" / f"{stem}.{suffix}").read_bytes()
