"""The table of indicators: the name, unit and formula of each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.analysis.indicators import INDICATORS, MEDIA_AUDIENCE, POPULATION, Indicator, on_air
from campaign.analysis.view import View
from campaign.exports.data_package.fields import Field
from campaign.exports.data_package.table import PackageTable
from campaign.i18n.translator import LANGUAGES, N_, Text


def indicators_table(view: View) -> PackageTable:
    """Return a row for each indicator of the package; name, unit and formula in three languages."""
    texts = {lang: Text.of(lang) for lang in LANGUAGES}
    rows = [
        {
            "indicator": indicator.code,
            "numerator": indicator.numerator,
            "denominator": indicator.denominator,
            "per": indicator.per,
        }
        | {f"name_{lang}": text(indicator.name) for lang, text in texts.items()}
        | {f"unit_{lang}": text(indicator.unit) for lang, text in texts.items()}
        | {f"formula_{lang}": text(indicator.formula) for lang, text in texts.items()}
        for indicator, _ in indicator_totals(view)
    ]
    words = tuple(
        Field(f"{what}_{lang}", "string", help, filled=True)
        for what, help in (
            (
                "name",
                N_(
                    "The name of the indicator, in the language given at the end of the column "
                    "name."
                ),
            ),
            (
                "unit",
                N_("The unit of the value, in the language given at the end of the column name."),
            ),
            (
                "formula",
                N_(
                    "How the value is computed, in the language given at the end of the column "
                    "name."
                ),
            ),
        )
        for lang in reversed(LANGUAGES)
    )
    return PackageTable(
        "indicators",
        N_("Indicators"),
        N_("What each indicator means"),
        (
            Field("indicator", "string", N_("The code of the indicator."), filled=True),
            *words,
            Field("numerator", "string", N_("The name of the numerator."), filled=True),
            Field(
                "denominator",
                "string",
                N_("The name of the denominator; empty where the indicator is not a ratio."),
            ),
            Field(
                "per", "integer", N_("The factor by which the ratio is multiplied."), filled=True
            ),
        ),
        ("indicator",),
        pd.DataFrame(rows),
    )


def indicator_totals(
    view: View, *, oblasts: bool = True
) -> Iterator[tuple[Indicator, pd.DataFrame]]:
    """Yield every indicator with the rows of the grouped table that it is computed from.

    An edition without population has no rate.
    """
    totals = view.totals(oblasts=oblasts)
    for indicator in INDICATORS.values():
        if indicator.denominator != POPULATION or view.edition.population is not None:
            yield indicator, totals
    yield MEDIA_AUDIENCE, on_air(totals, view.campaign.types)
