"""The page “Method and sources”: the texts on the method, and who is behind them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.indicators import MAP_INDICATORS
from campaign.analysis.provenance import population_warning
from campaign.analysis.register_table import totals_line, whole_line
from campaign.analysis.view import View
from campaign.charts.wording import join_sentences
from campaign.i18n.translator import N_, Text
from campaign.site.published import named_source_links


def about(view: View) -> str:
    """Return indicators, states, counting, classes, register, population, boundaries and rights."""
    text = view.text
    parts = [
        _section(text("What each indicator means"), _indicators(view)),
        _section(text("Not reported, zero and no activity"), _terms(STATE_MEANINGS, text)),
        _section(text("Counting rules"), _list(COUNTING, text)),
        _section(text("Data completeness"), _list(CERTAINTY, text)),
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


STATE_MEANINGS = (
    (
        N_("Not reported"),
        N_("The activity took place, but the register gives no number. Hatched on the map."),
    ),
    (N_("Zero"), N_("The number was reported, and it is 0.")),
    (
        N_("No activity"),
        N_("The register has no activity in the region on the selected dates. Blank on the map."),
    ),
)
COUNTING = (
    N_("People reached and media audience are not summed."),
    N_("Young people are also counted among women and men; the three are not summed."),
    N_("An activity that lasts several days is counted on its first day."),
    N_(
        "A nationwide activity, or one that covers several regions, counts once, in the "
        "national total, and is not included in the value of any region. The national average "
        "includes it; the rates of the regions do not. If the register gives the people reached "
        "by oblast, these people are included in the values of their regions."
    ),
    N_("A person who came to two activities is counted twice, because the register has no names."),
    N_("Activities dated outside the campaign are counted and reported with a warning."),
)
CLASSES = (
    N_(
        "Rounded limits, the default: class limits are multiples of 1, 2, 2.5 or 5 times a power "
        "of ten. The step that gives the most classes, up to the chosen number, is used; no class "
        "is empty."
    ),
    N_(
        "Where regions are compared with a national average, the average is also a class limit. A "
        "region whose value equals the average is in the class that ends there."
    ),
    N_(
        "Values are classed as shown, after rounding. Two values that differ by one in the "
        "last digit are always in the same class. The same applies if their difference is less "
        "than 5% of both the range and the greater value, unless the national average lies between "
        "them."
    ),
    N_(
        "Classes stay the same while the map plays. The lowest class begins just above zero, so "
        "no running total lies outside the classes."
    ),
    N_("Quantiles, equal intervals and natural breaks (Fisher-Jenks) can be chosen instead."),
)
CERTAINTY = (
    N_(
        "The total is the sum of the reported attendance. Nothing is imputed: the total is the "
        "lower end of the range, as if nobody had come to the other activities."
    ),
    N_(
        "Range = reported total + the median (or maximum) attendance for the type of activity, "
        "added for each activity with attendance not reported. The median and the maximum are "
        "calculated from the whole register, excluding monthly and campaign totals. For a type "
        "without any reported attendance, the median and the maximum of all types are used."
    ),
    N_(
        "This is a sensitivity analysis, not a confidence interval. The register does not say why "
        "attendance is missing. A maximum is the attendance of a single activity, and another may "
        "have reached more people than any of its type."
    ),
    N_(
        "A number that the owner of a file accepted as an estimate, such as “about 50”, is "
        "included in totals and also shown separately."
    ),
    N_(
        "Weeks run from Monday to Sunday within the dates of the campaign; while the campaign "
        "is in progress, up to the last day of the register. An activity is counted in the "
        "week of its first day; its other days do not count as days without activities. A "
        "nationwide activity does not count as a report from any region."
    ),
)
ILLUSTRATIVE = (
    N_(
        "For 2017 only totals of the whole campaign were published: 77 activities, more than "
        "10,000 people, all seven oblasts, more than 70% young people. Nothing was published "
        "by region, by day or by type."
    ),
    N_(
        "The register shown was made by a script with a fixed seed. The script invents 77 "
        "activities for the whole campaign that add up to the published totals; places, days "
        "and attendance are not actual campaign results. This disclaimer disappears when a "
        "real register replaces the invented one."
    ),
)
COVERAGE = (
    N_(
        "Gap in people: people reached − comparison rate × population ÷ 10,000. The gap is "
        "negative where fewer people were reached than the comparison rate would give. In a "
        "region without activities, the number of people reached is 0; a region whose "
        "attendance or population is not reported is not comparable and has no gap."
    ),
    N_(
        "National average: people reached by all activities ÷ population of all regions × "
        "10,000, including activities not assigned to a single region. The gaps of all regions to "
        "this average therefore add up to minus the number of people reached outside any region."
    ),
    N_(
        "Share of the people reached: people reached in the region ÷ people reached in the whole "
        "country. Share of the population: population of the region ÷ population of the country."
    ),
    N_(
        "Concentration curve (Lorenz): regions from the lowest rate up, cumulative shares of "
        "the population and of the people reached. Gini coefficient, weighted by population "
        "(Brown’s formula, 1994): 1 − Σ (pᵢ − pᵢ₋₁)(rᵢ + rᵢ₋₁), where p and r are the "
        "cumulative shares. The rate is assumed to be the same throughout a region, so "
        "differences between districts may be larger. Activities not assigned to a single "
        "region are excluded."
    ),
    N_(
        "The rate of a population group uses the people reached in that group; where the "
        "register does not count the group, it uses all people reached."
    ),
    N_("Labour migrants abroad are shown beside the people reached; neither explains the other."),
)
EVENTS = N_(
    "Events reported by the press and the organizers are real. They are shown on the "
    "timeline and in a list, with their sources, and are excluded from totals."
)
PRIVACY = N_(
    "This dashboard collects nothing about its visitors: no counters, no requests to other "
    "servers. It uses technical cookies only: they name the server process, protect uploads and "
    "keep an editor signed in. Pages published as files set no cookies. The register contains no "
    "names of people."
)
LICENCES = (
    N_("Software: MIT License."),
    N_("Boundaries: Made with Natural Earth (naturalearthdata.com), 1:10m admin-1, public domain."),
    N_(
        "Explore: plotly.js, MIT License. Presentation: reveal.js, MIT License. Font: Source Sans, "
        "SIL Open Font License."
    ),
    N_("Font of the PDF brief and of link previews: PT Sans, SIL Open Font License."),
    N_("Icons: Material Symbols, Apache License 2.0."),
)
PLAN = (
    N_(
        "Planned to date = target × elapsed days ÷ days from the first day of the campaign to "
        "the due date, both included. With weights by week, each week has its share of the "
        "target, spread evenly over its days."
    ),
    N_(
        "Ahead or behind in people or activities = actual − planned to date; in days = the day "
        "on which the plan reaches the actual value − the day of comparison."
    ),
    N_(
        "Needed on each remaining day = (target − actual) ÷ days after the day of comparison up to "
        "the due date."
    ),
    N_(
        "Forecast = actual + mean of all days so far × remaining days. Range = forecast ± 1.28 × "
        "s × √(r + r² ÷ n). Here s is the standard deviation of the weekly sums, n the number of "
        "complete weeks (at least 3), r that of the remaining weeks. The range contains the "
        "result in 80% of cases if the coming weeks vary as the complete ones did, independently "
        "of each other. No forecast is shown after the due date."
    ),
    N_(
        "A campaign in progress is compared up to the last day with an activity so far or, if "
        "there is none, up to today; a completed campaign, up to its last day. An activity "
        "without reported attendance is counted as zero people."
    ),
    N_(
        "Targets of regions or types are not summed with the target for the whole country. "
        "Nationwide activities are counted towards the target for the whole country only."
    ),
)
