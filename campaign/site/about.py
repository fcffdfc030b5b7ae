"""The text of the page “Method”: formulas, sources, boundaries, privacy, licences."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.indicators import MAP_INDICATORS
from campaign.analysis.population_source import population_warning
from campaign.analysis.register_table import totals_line, whole_line
from campaign.analysis.view import View
from campaign.charts.words.wording import join_sentences
from campaign.i18n.translator import N_, Text
from campaign.site.method_texts import (
    CERTAINTY,
    CLASSES,
    COUNTING,
    COVERAGE,
    EVENTS,
    ILLUSTRATIVE,
    LICENCES,
    PLAN,
    PRIVACY,
    STATE_MEANINGS,
)
from campaign.site.source_links import named_source_links


def about(view: View) -> str:
    """Return indicators, states, counting, classes, register, population, boundaries and rights."""
    text = view.text
    parts = [
        _section(text("What each indicator means"), _indicators(view)),
        _section(text("Not reported, zero and no activity"), _terms(STATE_MEANINGS, text)),
        _section(text("How it is counted"), _list(COUNTING, text)),
        _section(text("How certain the totals are"), _list(CERTAINTY, text)),
        _section(text("How coverage is compared"), _list(COVERAGE, text)),
        _section(text("How a plan is compared"), _list(PLAN, text)),
        _section(text("How the map is divided into classes"), _list(CLASSES, text)),
        _register(view),
        _section(text("Population"), _population(view)),
        _section(text("Boundaries"), _boundaries(view)),
        _section(text("Privacy"), f"<p>{escape(text(PRIVACY))}</p>"),
        _section(text("Licences"), _list(LICENCES, text)),
    ]
    # The page follows the campaign year, and no other filter.
    lead = f'<p class="lead">{escape(view.edition.title(text))}</p>'
    return f'{lead}<div class="prose">{"".join(parts)}</div>'


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def _indicators(view: View) -> str:
    text = view.text
    return _terms(((m.name, m.formula) for m in MAP_INDICATORS.values()), text)


def _terms(pairs: Iterable[tuple[str, str]], text: Text) -> str:
    rows = "".join(
        f"<dt>{escape(text(name))}</dt><dd>{escape(text(meaning))}</dd>" for name, meaning in pairs
    )
    return f"<dl>{rows}</dl>"


def _list(messages: tuple[str, ...], text: Text) -> str:
    return "<ul>" + "".join(f"<li>{escape(text(message))}</li>" for message in messages) + "</ul>"


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _register(view: View) -> str:
    """Return how an invented register was made; for a real one, its source and totals."""
    text, register = view.text, view.edition.register
    if view.edition.illustrative and not view.edition.own:
        title, lines = (
            text("How the illustrative (invented) register was made"),
            list(map(text, ILLUSTRATIVE)),
        )
    elif register is None:
        title, lines = text("Register"), [view.absence]
    else:
        size = text("Whole register: {totals}", totals=totals_line(whole_line(view), text))
        title, lines = text("Register"), [text("Source: {source}", source=view.source), size]
    return _section(title, _paragraphs([*lines, text(EVENTS)]))


def _population(view: View) -> str:
    text, population = view.text, view.edition.population
    if population is None:
        return f"<p>{escape(text('No year has population data for every region.'))}</p>"
    words = N_(
        "Rates use a population of {n}: values for {year:raw}, the nearest year with a value for "
        "every region; nothing is interpolated."
    )
    if population.is_rounded:
        words = N_(
            "Rates use a population of {n}: rounded estimates for {year:raw}, the nearest year "
            "with a value for every region; nothing is interpolated."
        )
    sentences = join_sentences(
        text(words, n=population.total, year=population.year),
        population_warning(population, view.edition, text),
    )
    sources = named_source_links(";".join(population.sources), text)
    return f"<p>{escape(sentences)} {sources}</p>"


def _boundaries(view: View) -> str:
    text = view.text
    limits = text(
        "Positional accuracy is about 1 km: suitable for comparing regions, not for "
        "locating a point near a border or for measuring areas."
    )
    shipped = [] if view.campaign.boundaries_file else [limits]
    return _paragraphs([*view.boundary_notes, *shipped])
