"""The frame of every page: language, address, menu, filters, provenance, notices, footer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from pathlib import Path
from types import CodeType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign import __version__
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.comparison.campaign_words import title_within
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.issues import Issue
from campaign.site import notices, other_years
from campaign.site.header import header
from campaign.site.page_list import HOME, PAGES, Page
from campaign.site.style_sheet import colour_variables
from campaign.site.title import tab_title
from campaign.theme.style import STYLES, Style
from campaign.ui import chart_requests, first_pictures, links, live_page, state, widgets
from campaign.ui.browser_language import browser_language
from campaign.ui.cache import cached, chart_of
from campaign.ui.components.page import mount_page
from campaign.ui.explore import show_requested_chart
from campaign.ui.export_dialog import show_export_dialog
from campaign.ui.fragment import show_fragment
from campaign.ui.links import search, show_header_links, show_links, takes_request_for_files
from campaign.ui.markup import show_html
from campaign.ui.session_memory import recall
from campaign.ui.streamlit_compat import StreamlitPage
from campaign.ui.streamlit_pages import declare_pages
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.registers import question_title
from campaign.ui.upload.session_files import reject_too_large
from campaign.ui.upload.tab_files import claim_files, save_files
from campaign.web.assets import address

_HALVES = ("a", "b")
# Hidden, but laid out, so that charts are drawn in their final size.
_UNSEEN = (
    "display:block!important;position:absolute;inset-inline:0;height:0!important;overflow:clip;"
    "visibility:hidden!important"
)
_LABEL = '[data-testid="stWidgetLabel"]'

_ROOT = Path(__file__).resolve().parent.parent.parent

_VIEW = "view"
_PAGE = "page"


def run(page: StreamlitPage) -> None:
    """Show the frame, run the page inside it, show the footer."""
    stem = page.url_path or HOME.stem
    try:
        campaign = session_registers.campaign_with_files(campaign_cache.current())
    except UnloadableDataError as error:
        _show_load_errors(error.issues)
        return
    selection = links.follow(state.selection(campaign, stem), campaign, stem)
    selection = session_registers.follow_files(selection, campaign)
    selection = PAGES[stem].selection_shown(selection, campaign)
    text = Text.of(selection.lang or browser_language())
    view = View(campaign, selection, text, STYLES[st.context.theme.type or "light"])
    st.set_page_config(
        page_title=f"{tab_title(view, stem)} · {text('100 Days Against Human Trafficking')}",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    slots = Slots({_PAGE: f"{stem}:{text.lang}"})
    _load_style(view.style)
    # Separate from the style sheet, which would be loaded again with each change of these rules.
    _add_rules(slots.css)
    place = _place(stem)
    mount_page(
        text.lang,
        _words_address(text.lang),
        place,
        secret=save_files(),
        on_claim=claim_files,
        on_too_large=reject_too_large,
    )
    st.session_state[_VIEW] = view
    first_pictures.begin_run(f"{stem}:{text.lang}")
    chart_requests.begin_run(f"{stem}:{text.lang}")
    # With a notice on the address, the list of slides stands in place of the presentation.
    if stem == "present" and "edit" not in st.query_params and not state.address_issues():
        _run_alone(page)
        return
    state.write_address(selection, campaign, PAGES[stem].menu_query)
    if PAGES[stem].is_html:
        _send_page(view, stem)
        return
    try:
        _show_header(view)
        with slots.open(_PAGE):
            _show_page(view, stem)
        show_requested_chart(view, stem)
        links.send_links(view)
        slots.complete()
        live_page.send_no_page()
    except Exception:
        # The header works beside the message about an error.
        links.send_links(view)
        raise
    finally:
        st.session_state.pop(_VIEW, None)


def _send_page(view: View, stem: str) -> None:
    """Send a page that is HTML, and show the export dialog when its button was clicked."""
    try:
        live_page.send_page(view, stem, "".join((_unread_register(view), *_own_notices(view))))
        if takes_request_for_files():
            show_export_dialog(view)
        else:
            show_requested_chart(view, stem)
    except Exception:
        live_page.send_no_page()
        _show_header(view)
        links.send_links(view)
        raise
    finally:
        st.session_state.pop(_VIEW, None)


def _place(stem: str) -> int:
    """Return the position of a page in the menu; for other pages, a position after its end."""
    return sorted(PAGES, key=lambda name: not PAGES[name].in_menu).index(stem)


def _show_page(view: View, stem: str) -> None:
    """Show the parts that differ between pages: provenance, notices, the page itself, footer."""
    _show_provenance(view)
    issues = state.address_issues()
    with st.container(key="notices"):
        links.show_links(
            view,
            lambda page: notices.query_notice(replace(page, query_issues=issues)),
            "query-notice",
            ",".join(issue.part for issue in issues),
        )
        _show_shown_register(view)
        if not _has_own_issue_list(view, stem):
            _show_notices(view)
    if _is_other_year(view, stem):
        _show_other_years(view)
    else:
        run_page(PAGES[stem])
    show_html(notices.footer(view))


def _is_other_year(view: View, stem: str) -> bool:
    """Return whether a page follows the filters and its edition has no register to filter."""
    return PAGES[stem].has_filters and view.selection.edition in view.campaign.other_years


def _show_other_years(view: View) -> None:
    """Show the years without a register, and a button back to the register."""
    st.html(other_years.heading(view))
    widgets.back_to_register(view)
    show_fragment(view, other_years.years)


def _run_alone(page: StreamlitPage) -> None:
    """Run the page without a frame: the presentation covers the window and writes its address."""
    try:
        page.run()
    finally:
        st.session_state.pop(_VIEW, None)


def warm_up() -> None:
    """Do the slow work of a first run before the first reader arrives.

    The first chart of a process and the library of class breaks take about a second to import.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return  # the page reports the error
    selection = Selection.from_query({}, campaign)
    view = View(campaign, selection, Text.of("ky"), STYLES["light"])
    if view.has_register:
        chart_of(view, by_region.base_overview_map)


def current_view() -> View:
    """Return the view of this run; the first line of every page.

    On a fresh server a deep link runs the page's file without `dashboard.py`: there is no view
    yet, so the pages are declared and the run starts again.
    """
    view: View | None = st.session_state.get(_VIEW)
    if view is None:
        declare_pages()
        st.rerun()
    return view


def _load_style(style: Style) -> None:
    """Load the style sheet and the colours that Streamlit's theme has no name for."""
    # Below the painted page's own `:root`: a browser styles all of that again when a rule of the
    # same specificity sets its colours, even if they are the same.
    sheet = f'@import url("{address("style.css")}");html{{{colour_variables(style)}}}'
    hidden = ".stElementContainer:has(> .stHtml > .look){display:none}"
    _add_rules(f"{sheet}{hidden}")


def _add_rules(rules: str) -> None:
    """Add style rules to the page."""
    # The empty span keeps them in the page: Streamlit puts a style without other HTML into the
    # container of messages, where the next message or dialog replaces it.
    show_html(f'<span class="look" hidden></span><style>{rules}</style>')


def _show_load_errors(issues: Sequence[Issue]) -> None:
    """Show, in the reader's language, which files cannot be read and what to do."""
    lang = str(st.query_params.get("lang", ""))
    text = Text.of(lang if lang in LANGUAGES else browser_language())
    st.set_page_config(page_title=text("The data cannot be shown"), layout="wide")
    _load_style(STYLES[st.context.theme.type or "light"])
    mount_page(text.lang, _words_address(text.lang), -1)
    st.html(
        f"<h1>{escape(text('The data cannot be shown'))}</h1>{notices.issue_list(issues, text, 0)}"
        f"<p>{escape(text('Once the file is corrected, reload this page.'))}</p>"
    )


def _words_address(lang: str) -> str:
    return "" if lang == "en" else f"/assets/words/{lang}.json?v={__version__}"


def register_missing(view: View) -> bool:
    """Return whether there is nothing to draw; if so, show the reason on the page."""
    absence = cached(view, notices.absence)
    if not absence:
        return False
    with st.container(key="empty"):
        st.html(absence)
        if view.has_register:
            _show_reset_button(view, "empty")
    return True


def _show_header(view: View) -> None:
    """Show the header of a page, and the export dialog when its button was clicked."""
    words = search()
    show_header_links(view, lambda page: header(page, words), is_kept=not words)
    if takes_request_for_files():
        show_export_dialog(view)


def _show_reset_button(view: View, place: str) -> None:
    """Show a button that resets all filters."""
    st.button(
        view.text("Reset filters"),
        key=f"reset:{place}:{view.text.lang}",
        type="primary",
        on_click=state.change,
        args=(lambda selection, _: selection.without_filters(),),
    )


def run_page(page: Page) -> None:
    """Run the script of a page.

    If Streamlit ran the page itself (`StreamlitPage.run`), the browser would remove it as soon as
    another page begins, and would show only the frame until that page has arrived.
    """
    exec(_code(page.file), {"__name__": "__main__", "__file__": page.file})


@cache
def _code(file: str) -> CodeType:
    path = _ROOT / file
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def _show_provenance(view: View) -> None:
    """Show that data are invented or a reader's own; nothing for others."""
    with st.container(key="provenance"):
        if view.disclaimer:
            st.html(notices.provenance(view))


def _show_shown_register(view: View) -> None:
    """Show which register the page shows to a reader who uploaded one; nothing to others."""
    show_links(view, notices.shown_register, "shown-register")
    if words := _unread_register(view):
        st.html(words)


def _unread_register(view: View) -> str:
    """Return the notice that no row of a reader's register is accepted; "" if one is."""
    if view.campaign.own_editions or not session_registers.current_registers():
        return ""
    words = view.text(
        "Shown: {campaign}, not your own register. None of its rows is accepted yet: see the "
        "page “Upload”.",
        campaign=title_within(view.edition, view.text),
    )
    return f'<div class="notice" role="status"><p>{escape(words)}</p></div>'


def _own_notices(view: View) -> Iterator[str]:
    """Yield what a reader's own register leaves out, and its versions without an answer."""
    edition, text = view.edition, view.text
    if edition.own and edition.rejected_rows:
        rows = text.n(
            "{n} row of your register is not counted",
            "{n} rows of your register are not counted",
            edition.rejected_rows,
        )
        hint = text("See the page “Upload” for the reason.")
        yield f'<div class="notice error" role="status"><p>{escape(rows)}. {escape(hint)}</p></div>'
    for version in session_files.upload_order().open_questions() if edition.own else ():
        if not version.change.empty:
            words = text(
                "{question} Until you answer on the page “Upload”, the new version is counted "
                "instead of the previous one.",
                question=question_title(version, text),
            )
            yield f'<div class="notice" role="status"><p>{escape(words)}</p></div>'


def _show_notices(view: View) -> None:
    """Show rows that are not counted, versions without an answer, and issues of files."""
    for notice in _own_notices(view):
        st.html(notice)
    if issues := notices.file_issues(view):
        st.html(issues)


def _has_own_issue_list(view: View, stem: str) -> bool:
    """Return whether the page lists the issues of a reader's own register row by row."""
    return stem == "data" and view.edition.own


@dataclass
class _Complete:
    """The contents of the slots at the end of the last complete run."""

    halves: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """{slot: (half, name of its content)}"""


class Slots:
    """The slots of one run. `contents` is {slot: name of its content}."""

    def __init__(self, contents: Mapping[str, str]) -> None:
        self._contents = contents
        self._before = recall(_Complete).halves
        self._halves = {slot: self._half(slot) for slot in contents}

    def _half(self, slot: str) -> str:
        shown, content = self._before.get(slot, (_HALVES[0], self._contents[slot]))
        return shown if content == self._contents[slot] else _other(shown)

    @property
    def css(self) -> str:
        """Return the rules that hide new content; for the beginning of the run."""
        return "".join(map(self._rule, self._contents))

    def _rule(self, slot: str) -> str:
        shown, _ = self._before.get(slot, (_HALVES[0], ""))
        wrapper = '[data-testid="stLayoutWrapper"]'
        unseen = (
            f".stVerticalBlock:has(> {wrapper} > .st-key-{slot}-{shown} > div) > "
            f"{wrapper}:has(> .st-key-{slot}-{_other(shown)})"
        )
        # Streamlit makes the labels of widgets visible by themselves. With a rule for all
        # elements, a browser would restyle the whole page at each change that `:has` depends on.
        return f"{unseen}{{{_UNSEEN}}}{unseen} {_LABEL}{{visibility:hidden!important}}"

    def open(self, slot: str) -> DeltaGenerator:
        """Return the container that the content of this run goes into."""
        containers = {half: st.container(key=f"{slot}-{half}") for half in _HALVES}
        return containers[self._halves[slot]]

    def complete(self) -> None:
        """Note that the run is complete: the page has the contents that it has drawn."""
        recall(_Complete).halves = {
            slot: (self._halves[slot], content) for slot, content in self._contents.items()
        }


def _other(half: str) -> str:
    return _HALVES[1 - _HALVES.index(half)]
