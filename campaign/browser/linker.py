"""Links ES modules into one script: a page fetches one file, and a saved page needs no other.

It needs only Python and stores no result: the sources are read when the server starts. The linter
and the tests of the modules read the same source files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:const|class|(?:async )?function) ([A-Za-z_$][\w$]*))", re.MULTILINE
)
_DECLARED = re.compile(
    r"^(?:export )?(?:const|let|class|(?:async )?function) (\{[^}]*\}|\[[^]]*\]|[\w$]+)",
    re.MULTILINE,
)
# Comments and indents, which a browser does not need; no string in the sources has several lines.
_COMMENT = re.compile(r"^ *(?://.*)?\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class LinkError(ValueError):
    """Modules that cannot be linked; the message names the file and its error."""


@dataclass(frozen=True)
class _Module:
    """`imports` are the names taken from each other module; `body` is the rest of the text.

    `declared` are the names of its own scope, `exports` those that other modules may import.
    """

    imports: Mapping[Path, tuple[str, ...]]
    declared: tuple[str, ...]
    exports: tuple[str, ...]
    body: str


@cache
def link(entry: str, root: Path = ROOT) -> str:
    """Return the module `entry` of `root` and all that it imports as one script.

    Each module becomes a function that is called once, after those of the modules that it imports;
    the constant `entry` has the exports of `entry`. A module may have
    `import { a, b } from "./other.js";` and `export` before a declaration. Raises LinkError for any
    other import or export, for a name that the other module does not export, and for circular
    imports.
    """
    first = (root / entry).resolve()
    modules = _modules(first)
    names = {path: f"module{number}" for number, path in enumerate(modules)} | {first: "entry"}
    return "\n".join(_scope(path, module, names) for path, module in modules.items())


@cache
def link_into_one_scope(entry: str, root: Path = ROOT) -> str:
    """Return the same as a shorter script: all modules and the exports of `entry` are in one scope.

    Raises LinkError as `link` does, and for a name that two of the modules declare.
    """
    owners: dict[str, Path] = {}
    modules = _modules((root / entry).resolve())
    for path, module in modules.items():
        for name in module.declared:
            if owners.setdefault(name, path) != path:
                raise LinkError(f"{path.name}: {owners[name].name} declares {name} too")
    return "\n".join(module.body for module in modules.values())


def _modules(first: Path) -> dict[Path, _Module]:
    """Return the module and all that it imports, each module after its own imports."""
    modules: dict[Path, _Module] = {}
    _collect(first, modules, ())
    return modules


def _collect(path: Path, modules: dict[Path, _Module], importers: tuple[Path, ...]) -> None:
    """Add the imports of the module to `modules`, then the module itself."""
    if path in importers:
        circle = " → ".join(p.name for p in (*importers[importers.index(path) :], path))
        raise LinkError(f"{path.name}: imported in a circle: {circle}")
    if path in modules:
        return
    module = _read(path)
    for imported, names in module.imports.items():
        _collect(imported, modules, (*importers, path))
        if unknown := sorted(set(names) - set(modules[imported].exports)):
            raise LinkError(f"{path.name}: {imported.name} does not export {', '.join(unknown)}")
    modules[path] = module


def _read(path: Path) -> _Module:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise LinkError(f"{path.name}: cannot be read: {error.strerror}") from error
    imports: dict[Path, tuple[str, ...]] = {}
    for names, source in _IMPORT.findall(text):
        other = (path.parent / source).resolve()
        imports[other] = imports.get(other, ()) + tuple(re.findall(r"[\w$]+", names))
    body = _INDENT.sub("", _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))).strip()
    if unknown := _UNKNOWN.search(body):
        raise LinkError(f"{path.name}: not understood: {unknown[0]}")
    declared = (name for names in _DECLARED.findall(text) for name in re.findall(r"[\w$]+", names))
    return _Module(imports, tuple(declared), tuple(_EXPORT.findall(text)), body)


def _scope(path: Path, module: _Module, names: Mapping[Path, str]) -> str:
    """Return the module as a constant that holds its exports."""
    imports = "".join(
        f"const {{ {', '.join(names_used)} }} = {names[other]};\n"
        for other, names_used in module.imports.items()
    )
    exports = ", ".join(module.exports)
    return (
        f"// {path.parent.name}/{path.name}\nconst {names[path]} = (() => {{\n"
        f"{imports}{module.body}\nreturn {{ {exports} }};\n}})();"
    )
