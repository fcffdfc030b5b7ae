"""Modules are linked into one script; an error names the file that cannot be linked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaign.browser.linker import ROOT, LinkError, link, link_into_one_scope

ENTRIES = (
    "chart/component.js",
    "links/component.js",
    "page/component.js",
    "presentation/component.js",
)
STANDALONE = "presentation/standalone.js"
INLINE = (
    "first_paint/boot.js",
    "presentation/painted_slide.js",
    "public/page.js",
    "public/figures.js",
    "public/tables.js",
    "public/map.js",
    "public/copying.js",
    "public/days.js",
)


def _write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_an_imported_module_comes_once_and_before_its_importers(tmp_path: Path) -> None:
    root = _write(
        tmp_path,
        entry='import { b } from "./b.js";\nimport {\n  a,\n  c,\n} from "./a.js";\n\n'
        "export async function run() { return a + b + c; }\n",
        b='import { a } from "./a.js";\n// A remark.\nconst own = 1;\nexport const b = a + own;\n',
        a="const own = 1;\n\nexport const a = own;\nexport class c {}\n",
    )
    assert link("entry.js", root).splitlines() == [
        f"// {tmp_path.name}/a.js",
        "const module0 = (() => {",
        "const own = 1;",
        "const a = own;",
        "class c {}",
        "return { a, c };",
        "})();",
        f"// {tmp_path.name}/b.js",
        "const module1 = (() => {",
        "const { a } = module0;",
        "const own = 1;",
        "const b = a + own;",
        "return { b };",
        "})();",
        f"// {tmp_path.name}/entry.js",
        "const entry = (() => {",
        "const { b } = module1;",
        "const { a, c } = module0;",
        "async function run() { return a + b + c; }",
        "return { run };",
        "})();",
    ]


def test_modules_are_in_one_scope_if_their_names_differ(tmp_path: Path) -> None:
    root = _write(
        tmp_path,
        entry='import { b } from "./b.js";\n'
        "export function run() {\n  const a = 2;\n  return b;\n}\n",
        b='import { a } from "./a.js";\nconst own = 1;\nexport const b = a + own;\n',
        a="// A remark.\nexport const a = 1;\n",
    )
    assert link_into_one_scope("entry.js", root).splitlines() == [
        "const a = 1;",
        "const own = 1;",
        "const b = a + own;",
        "function run() {",
        "const a = 2;",
        "return b;",
        "}",
    ]
    _write(tmp_path, c='import { b } from "./b.js";\nconst [own, x] = b;\n')
    with pytest.raises(LinkError, match=re.escape("c.js: b.js declares own too")):
        link_into_one_scope("c.js", root)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('import { x } from "./a.js";\n', "entry.js: a.js does not export x"),
        ('import { a as b } from "./a.js";\n', "entry.js: a.js does not export as, b"),
        ('import { a } from "./none.js";\n', "none.js: cannot be read"),
        ('import a from "./a.js";\n', "entry.js: not understood: import a"),
        ('import { a } from "library";\n', "entry.js: not understood: import { a }"),
        ("export default 1;\n", "entry.js: not understood: export default"),
        ("export { a };\n", "entry.js: not understood: export { a }"),
        ('import { b } from "./b.js";\n', "entry.js → b.js → entry.js"),
    ],
)
def test_an_error_names_the_file_and_the_statement(
    tmp_path: Path, entry: str, message: str
) -> None:
    root = _write(
        tmp_path,
        entry=f"{entry}export const e = 1;\n",
        a="export const a = 1;\n",
        b='import { e } from "./entry.js";\nexport const b = e;\n',
    )
    with pytest.raises(LinkError, match=re.escape(message)):
        link("entry.js", root)


def test_every_module_is_in_a_script() -> None:
    scripts = "\n".join(link(entry) for entry in (*ENTRIES, STANDALONE, *INLINE))
    modules = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.js")}
    assert set(re.findall(r"^// (\w+/\w+\.js)$", scripts, re.MULTILINE)) == modules


def test_no_template_literal_has_several_lines() -> None:
    """The linker removes lines that begin like a comment."""
    for path in ROOT.rglob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, f"{path.name}: {line}"
