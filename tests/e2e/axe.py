"""Violations of WCAG 2.2, levels A and AA, that axe-core finds on a page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

_SCRIPT = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
  });
  if (found.passes.length < 10) throw new Error('axe has checked almost nothing');
  return found.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map((node) => [node.html.slice(0, 200), node.failureSummary]),
  }));
}"""


def violations(page: Page, where: str = "") -> list[str]:
    """A line for each violated rule: `where`, the rule, and the first element that violates it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {_SCRIPT} }}")
    issues: list[dict[str, Any]] = page.evaluate(_RUN, _TAGS)
    return [
        f"{where}: {issue['id']} ({issue['help']}), {len(issue['nodes'])} times, first "
        f"{issue['nodes'][0][0]}: {issue['nodes'][0][1]}"
        for issue in issues
    ]
