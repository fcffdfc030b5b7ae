"""The text on the pages of a brief, as Poppler reads it, and the text that is expected there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pandas as pd

from campaign.analysis.indicators import INDICATORS, by_type, by_unit
from campaign.analysis.kpi_words import kpi_values
from campaign.analysis.reconciliation import whole_campaign
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.domain.places import BOUNDARY_NOTES
from campaign.exports.pdf.brief import MOST_TYPES
from campaign.i18n.letter_case import capitalize
from tests.campaigns import with_edition
from tests.exports.conftest import program

LONG = "Бардык облустарда жана шаарларда өткөрүлгөн маалыматтык өнөктүк Ң Ө Ү " * 4


def read(pdf: bytes) -> list[str]:
    """The text of each page on one line, with plain spaces, as Poppler reads it."""
    command = [program("pdftotext"), "-raw", "-", "-"]
    words = subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=900).stdout
    return [plain_words(page) for page in words.decode().split("\f")[:-1]]


def plain_words(words: str) -> str:
    """The text on one line; no space is added after a line that ends in a hyphen or a dash."""
    line = " ".join(words.replace("\u200b", "").split())
    return re.sub(r"(?<=\S)([-–/]) ", r"\1", line)


def expected_texts(view: View) -> list[str]:
    """The lines that the page must have, computed from the indicators and not from the exports."""
    text = view.text
    codes = list(view.selection.oblasts) or view.campaign.places.codes
    numbers = kpi_values(view.totals(), codes, view.edition.population)
    assert numbers.reached is not None and numbers.youth is not None and numbers.rate is not None
    among = text("{n} of {total}", n=numbers.units, total=numbers.units_of)
    share = float("nan")
    if view.selection.oblasts:
        reach = by_unit(
            view.totals(oblasts=False), INDICATORS["reach"], view.campaign.places.codes, None
        ).loc[view.selection.oblasts[0]]
        among = text.c("rank", "{n} of {total}", n=int(reach["rank"]), total=9)
        share = reach["share"]
    row = [
        text.number(numbers.reached),
        text.number(numbers.activities),
        among,
        text.percent(numbers.youth, 1),
        text.number(numbers.rate, 1),
    ]
    lines = [" ".join(row)]
    places = view.campaign.places
    for code, value in view.units["value"].items():
        lines += [places.short(str(code), text), view.indicator.format(value, text)]
    kinds = by_type(view.totals(types=False), INDICATORS["reach"], view.campaign.types)
    for code, value in kinds["value"].head(MOST_TYPES).items():
        amount = text("not reported") if pd.isna(value) else text.number(value)
        lines.append(f"{view.campaign.type_name(str(code), text)} {amount}")
    published = view.edition.published_row("reached")
    assert published is not None
    if not view.selection.oblasts:
        more = text("more than {value}", value=float(published["value"]))
        lines.append(text("published: {value}", value=more))
        return lines
    # The published figures are in a separate block.
    return [*lines, whole_campaign(view), text.percent(share, 1)]


def provenance_of(view: View) -> list[str]:
    text = view.text
    return [
        view.edition.name(text),
        view.filters,
        view.disclaimer,
        capitalize(view.source),
        view.campaign.fingerprint,
        text.date(view.edition.last_day) if view.edition.last_day else "",
        capitalize(text("boundaries: Natural Earth")),
        *(text(line) for line in BOUNDARY_NOTES),
    ]


def with_rows(campaign: Campaign, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Campaign:
    """The campaign with another register for 2017."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    return with_edition(campaign, activities=change(edition.activities.copy()))
