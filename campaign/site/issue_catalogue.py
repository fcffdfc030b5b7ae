"""The catalogue of issues: a list of all issues that a check of a file reports, a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from campaign.analysis.selection import Selection
from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue
from campaign.schema.rules import CAUSES, RULES, Cause, issue_address, severity_name
from campaign.site.page import SitePage, link

LIST = ""
"""The code of the list, in place of an issue's code."""
TITLE = N_("Catalogue of issues")
INTRO = N_(
    "When a file is uploaded, each row is checked. This list contains every issue that the "
    "check can report, with an example and what to do."
)


@dataclass(frozen=True, eq=False)
class IssuePage(SitePage):
    """The page of an issue by its code, or the list (`LIST`)."""

    code: str = LIST

    @property
    def title(self) -> str:
        """The title of the issue, or of the list."""
        text = self.view.text
        return text(RULES[self.code].title if self.code else TITLE)

    def address(self, selection: Selection) -> str | None:
        """Return the address of this page in the language of the selection."""
        return self.links.issue(self.code, selection)


def issue_link(code: str, text: Text) -> str:
    """Return the title of an issue as a link to its page in the running app, in another tab."""
    address = issue_address(code, "", text.lang)
    words = escape(text(RULES[code].title))
    return f'<a href="{escape(address)}" target="_blank" rel="noopener"><b>{words}</b></a>'


def catalogue_link(page: SitePage) -> str:
    """Return the link to the list, from a page without a script."""
    address = page.links.issue(LIST, page.view.selection)
    return f'<p class="catalogue">{link(page.view.text(TITLE), address)}</p>'


def issue_catalogue(page: IssuePage) -> str:
    """Return the contents of the page: the list, or one issue."""
    return _issue(page) if page.code else _list(page)


def _list(page: IssuePage) -> str:
    text = page.view.text
    groups: dict[Cause, list[str]] = {cause: [] for cause in CAUSES}
    for code, rule in RULES.items():
        groups[rule.cause].append(code)
    sections = "".join(
        f"<section><h2>{escape(text(CAUSES[cause]))}</h2>"
        f"<ul>{''.join(_items(page, codes))}</ul></section>"
        for cause, codes in groups.items()
        if codes
    )
    lead = f'<p class="lead whole">{escape(text(INTRO))}</p>'
    title = f"<div><h1>{escape(text(TITLE))}</h1>{lead}</div>"
    return f'{title}<div class="prose issue-list">{sections}</div>'


def _items(page: IssuePage, codes: list[str]) -> Iterator[str]:
    text = page.view.text
    for code in sorted(codes, key=lambda code: text.sort_key(text(RULES[code].title))):
        title = link(text(RULES[code].title), page.links.issue(code, page.view.selection))
        yield f"<li>{title} <code>{escape(code)}</code></li>"


def _issue(page: IssuePage) -> str:
    text, rule = page.view.text, RULES[page.code]
    example, severity = rule.example, severity_name(rule.code, rule.severity)
    message = Issue("", rule.code, params=example.params).message(text)
    parts = [
        f'<div><h1>{escape(text(rule.title))}</h1><p class="lead">'
        f"{escape(text(severity))} · <code>{escape(rule.code)}</code></p></div>",
        _section(text("What it means"), f'<p class="summary">{escape(message)}</p>'),
    ]
    before, after = example.cells(text.lang)
    is_read = rule.severity == "repair"
    rows = [
        (text("In the file"), before),
        (text("Read as") if is_read else text("Write instead"), after),
    ]
    cells = "".join(
        f'<tr><th scope="row">{escape(words)}</th><td><code>{_lines(cell)}</code></td></tr>'
        for words, cell in rows
        if cell
    )
    if cells:
        parts.append(
            _section(text("Example"), f'<table class="data-table"><tbody>{cells}</tbody></table>')
        )
    parts.append(
        _section(text("What to do"), f'<p class="summary">{escape(text(example.remedy))}</p>')
    )
    return "".join(parts) + catalogue_link(page)


def _section(title: str, html: str) -> str:
    return f'<section class="card"><h2>{escape(title)}</h2>{html}</section>'


def _lines(cell: str) -> str:
    return "<br>".join(map(escape, cell.split("\n")))
