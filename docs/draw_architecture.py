"""Draw `architecture.svg`: which package of `campaign/` imports from which, read from the sources.

Run it with `python docs/draw_architecture.py`; a test fails if the picture is out of date.
"""

from __future__ import annotations

import ast
import re
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PICTURE = HERE / "architecture.svg"
ROW, LEFT, RIGHT = 30, 130, 450
"""Px: the height of a row, the left edge of the grid, the left edge of the text beside it."""


def packages() -> dict[str, str]:
    """Return {package: first line of its docstring}, in the order of `architecture.md`."""
    document = (HERE / "architecture.md").read_text(encoding="utf-8")
    names = re.findall(r"^campaign/(\w+)/ ", document, re.MULTILINE)
    summaries = {}
    for name in names:
        init = ROOT / "campaign" / name / "__init__.py"
        if init.exists():
            words = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
            summaries[name] = words.splitlines()[0]
    return summaries


def imports(package: str) -> set[str]:
    """Return the packages of `campaign` that a package imports from."""
    targets: set[str] = set()
    for path in (ROOT / "campaign" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("campaign."):
                targets.add(str(node.module).split(".")[1])
    return targets - {package}


def draw() -> str:
    """Return the picture as SVG: a dot where the row's package imports from the column's."""
    words = packages()
    names = list(words)
    width, height = RIGHT + 600, ROW * (len(names) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="Arial, sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    step = (RIGHT - LEFT - 30) / len(names)
    for i, name in enumerate(names):
        y = ROW * (i + 1)
        if i % 2 == 0:
            parts.append(
                f'<rect y="{y - ROW / 2:g}" width="{width}" height="{ROW}" fill="#f2f5f8"/>'
            )
        parts.append(f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{name}</text>')
        parts.append(f'<text x="{RIGHT}" y="{y + 4}" fill="#445">{escape(words[name])}</text>')
        uses = imports(name)
        for j, other in enumerate(names[: i + 1]):
            x = LEFT + step * (j + 0.5)
            if other == name:
                parts.append(
                    f'<rect x="{x - 5:g}" y="{y - 5}" width="10" height="10" fill="#0b5c8a"/>'
                )
            elif other in uses:
                parts.append(f'<circle cx="{x:g}" cy="{y}" r="4.5" fill="#6b7c8c"/>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
