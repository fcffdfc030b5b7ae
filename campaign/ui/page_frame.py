"""What frames every page: language, address, navigation, filters, mark, notices, foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

import streamlit as st

from campaign import __version__
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.i18n.translator import Text
from campaign.schema.issues import Issue
from campaign.theme.style import STYLES, Style
from campaign.ui import state, widgets
from campaign.ui.cache import cached, cached_chart
from campaign.ui.components.words import words
from campaign.ui.export_dialog import take_home
from campaign.ui.other_years import other_years
from campaign.ui.popup import popup
from campaign.ui.share import share
from campaign.ui.streamlit_compat import StreamlitPage, callable_copy
from campaign.ui.upload import session_files
from campaign.ui.upload.versions import title as version_title
from campaign.web.assets import address
from campaign.web.pages import HOME, PAGES

MOST_NOTICES = 5
_VIEW = "view"
_PAGES = "pages"


def pages() -> list[StreamlitPage]:
    """Every page in the order of the navigation; the first answers at `/`."""
    # Each run has its own; finding the files of all of them anew would cost a tenth of the run.
    return [callable_copy(page) for page in _found_pages()]


@cache
def _found_pages() -> tuple[StreamlitPage, ...]:
    return tuple(
        st.Page(page.file, title=page.title, default=page is HOME, url_path=page.stem)
        for page in PAGES.values()
    )


def page_at(stem: str) -> StreamlitPage:
    """The page of this name; after `navigation`."""
    found: StreamlitPage = st.session_state[_PAGES][stem]
    return found


def navigation() -> StreamlitPage:
    """The page that the address asks for. The menu is our own: Streamlit's drops the query."""
    every = pages()
    st.session_state[_PAGES] = dict(zip(PAGES, every, strict=True))
    return st.navigation(every, position="hidden")


def run(page: StreamlitPage) -> None:
    """Draw the frame, run the page inside it, draw the foot."""
    stem = page.url_path or HOME.stem
    try:
        campaign = session_files.campaign_with_files(campaign_cache.current())
    except UnloadableDataError as refused:
        _refused(refused.issues)
        return
    chosen = state.selection(campaign, stem)
    text = Text.of(chosen.lang or widgets.browser_language())
    view = View(campaign, chosen, text, STYLES[st.context.theme.type or "light"])
    st.set_page_config(
        page_title=f"{text(PAGES[stem].title)} · {text('100 Days Against Human Trafficking')}",
        page_icon="📊",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    _look(view.style)
    words(text.lang, _dictionary(text.lang), list(PAGES).index(stem))
    st.session_state[_VIEW] = view
    if stem == "present" and "edit" not in st.query_params:
        _hall(page)
        return
    query = state.write_address(chosen, campaign, PAGES[stem].menu_query)
    try:
        _head(view, query)
        _filters(view, PAGES[stem].has_filters)
        _mark(view)
        with st.container(key="notices"):
            if not _tells_itself(view, stem):
                _notices(view)
        if _is_other_year(view, stem):
            other_years(view)
        else:
            page.run()
        _foot(view)
    finally:
        st.session_state.pop(_VIEW, None)


def _is_other_year(view: View, stem: str) -> bool:
    """True where a page follows the filters and its edition has no register to filter."""
    return PAGES[stem].has_filters and view.selection.edition in view.campaign.other_years


def _hall(page: StreamlitPage) -> None:
    """The page alone: the talk covers the window and keeps the address itself."""
    try:
        page.run()
    finally:
        st.session_state.pop(_VIEW, None)


def warm_up() -> None:
    """Do once, before the first reader comes, what would make that reader wait.

    The first figure of a process and the class breaks' library take about a second to import.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return  # the page will say so
    chosen = Selection.from_query({}, campaign)
    view = View(campaign, chosen, Text.of("ky"), STYLES["light"])
    if view.has_register:
        cached_chart(view, by_region.base_overview_map)


def current_view() -> View:
    """The view of this run; the first line of every page.

    On a fresh server a deep link runs the page's file without `dashboard.py`: then there is no
    view yet, and declaring the navigation and running again brings it.
    """
    if _VIEW not in st.session_state:
        navigation()
        st.rerun()
    view: View = st.session_state[_VIEW]
    return view


def _look(style: Style) -> None:
    """The style sheet, and the colours that Streamlit's theme has no name for."""
    colours = {
        "text": style.text,
        "background": style.background,
        "surface": style.surface,
        "line": style.line,
        "accent": style.accent,
        "muted": style.muted,
        "mark": style.mark,
        "mark-surface": style.mark_surface,
        "mark-text": style.mark_text,
        "fault": style.fault,
    }
    named = "".join(f"--{name}:{colour};" for name, colour in colours.items())
    sheet = f'@import url("{address("style.css")}");:root{{{named}}}'
    # The empty span keeps it in the page: a style alone goes to the place of messages, and the
    # next message or dialog would take it away.
    hidden = ".stElementContainer:has(> .stHtml > .look){display:none}"
    st.html(f'<span class="look" hidden></span><style>{sheet}{hidden}</style>')


def _head(view: View, query: Mapping[str, str]) -> None:
    text = view.text
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html(
            '<div class="brand"><span class="brand-name">'
            f"{escape(text('100 Days Against Human Trafficking'))}</span>"
            f'<span class="brand-place">{escape(text("Kyrgyzstan"))}</span></div>'
        )
        with st.container(key="menu", horizontal=True, gap="xxsmall"):
            for stem, page in PAGES.items():
                asked = {**query, **page.menu_query}
                st.page_link(page_at(stem), label=text(page.title), query_params=asked)
        widgets.language(text.lang)


def _filters(view: View, shown: bool) -> None:
    """The filters where a page follows them, and the files to take home on every page."""
    text = view.text
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        if shown:
            widgets.edition(view)
        if shown and view.has_register:
            chosen = view.selection
            with popup(text("Regions"), len(chosen.oblasts)):
                widgets.oblasts(view, "filter")
            with popup(text("Types"), len(chosen.types)):
                widgets.types(view)
            with popup(text("Dates"), int(bool(chosen.start or chosen.end))):
                widgets.dates(view)
            widgets.chips(view)
        with st.container(key="actions", horizontal=True, gap="small", width="content"):
            share(view)
            take_home(view)


def _mark(view: View) -> None:
    more = view.text(
        "Only totals were published for this campaign. The activities shown are invented so that "
        "they add up to those totals."
    )
    with st.container(key="provenance"):
        if not view.mark:
            return
        st.html(
            f'<p role="note"><strong>{escape(view.mark)}</strong> <span>{escape(more)}</span></p>'
        )


def _notices(view: View) -> None:
    edition, text = view.edition, view.text
    if edition.own and edition.rejected_rows:
        rows = text.n(
            "{n} row of your register is not counted",
            "{n} rows of your register are not counted",
            edition.rejected_rows,
        )
        more = text("The page “Data” says why.")
        st.html(
            f'<div class="notice error" role="status"><p>{escape(rows)}. {escape(more)}</p></div>'
        )
    for version in session_files.succession().open_questions() if edition.own else ():
        if not version.change.empty:
            words = text(
                "{question} Until you answer on the page “Data”, the new version is counted and "
                "the former one is not.",
                question=version_title(version, text),
            )
            st.html(f'<div class="notice" role="status"><p>{escape(words)}</p></div>')
    issues = [*view.campaign.issues, *(() if edition.own else edition.issues)]
    if issues:
        st.html(_listed(issues, text, edition.rejected_rows))


def _tells_itself(view: View, stem: str) -> bool:
    """True on the page that lists the faults of a reader's own register row by row."""
    return stem == "data" and view.edition.own


def _listed(issues: Sequence[Issue], text: Text, set_aside: int) -> str:
    errors = sum(issue.severity == "error" for issue in issues)
    if errors:
        head = text.n("{n} fault in the data files", "{n} faults in the data files", errors)
    else:
        head = text.n("{n} note on the data files", "{n} notes on the data files", len(issues))
    if set_aside:
        head += ". " + text.n("{n} row is not counted", "{n} rows are not counted", set_aside)
    items = "".join(
        f"<li><b>{escape(issue.cell.describe(text))}</b>: {escape(issue.message(text))}</li>"
        for issue in issues[:MOST_NOTICES]
    )
    if len(issues) > MOST_NOTICES:
        rest = text.n("and {n} more", "and {n} more", len(issues) - MOST_NOTICES)
        items += f"<li>{escape(rest)}</li>"
    kind = "error" if errors else "warning"
    return f'<div class="notice {kind}" role="status"><p>{escape(head)}</p><ul>{items}</ul></div>'


def _foot(view: View) -> None:
    text = view.text
    line = text(
        "Version {version} · data version {fingerprint}",
        version=__version__,
        fingerprint=view.campaign.fingerprint,
    )
    st.html(f'<footer class="foot"><p>{escape(line)}</p></footer>')


def _refused(issues: Sequence[Issue]) -> None:
    """The page shown when nothing can be: in the reader's language, naming file and remedy."""
    named = {str(name): str(value) for name, value in st.query_params.to_dict().items()}
    lang = named.get("lang", "")
    text = Text.of(lang if lang in ("ky", "ru", "en") else widgets.browser_language())
    st.set_page_config(page_title=text("The data cannot be shown"), layout="wide")
    _look(STYLES[st.context.theme.type or "light"])
    words(text.lang, _dictionary(text.lang), -1)
    st.html(
        f"<h1>{escape(text('The data cannot be shown'))}</h1>{_listed(issues, text, 0)}"
        f"<p>{escape(text('Once the file is mended, reload this page.'))}</p>"
    )


def _dictionary(lang: str) -> str:
    return "" if lang == "en" else f"/assets/words/{lang}.json?v={__version__}"


def register_missing(view: View) -> bool:
    """True, with a helpful word on screen, where there is nothing to draw."""
    text = view.text
    if not view.has_register:
        said = view.absence
        if view.edition.issues:
            said += " " + text("The notice says why.")
        st.html(f'<div class="empty"><p>{escape(said)}</p></div>')
        return True
    if cached(view, lambda view: view.is_empty, "is_empty"):
        with st.container(key="empty"):
            st.html(
                f'<div class="empty"><p>{escape(text("Nothing matches these filters."))}</p></div>'
            )
            widgets.reset(view, "empty")
        return True
    return False
