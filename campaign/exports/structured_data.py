"""A view as schema.org Dataset, for search engines and data catalogues."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import finding
from campaign.analysis.reconciliation import INDICATOR_NAMES, qualified_value
from campaign.analysis.view import View
from campaign.i18n.translator import N_

INVENTED = N_(
    "Only totals were published for this campaign. The activities shown are invented and are "
    "consistent with those totals."
)


def structured_data(
    view: View, url: str, csv_url: str = "", *, has_definitions: bool = True
) -> dict[str, Any]:
    """Return the view as a Dataset in JSON-LD.

    `url` is the address of the view, `csv_url` that of its register. With `has_definitions` each
    indicator has its unit and its formula. Licence and creator of the data are not stated, because
    no file gives them. The description says so if the register is illustrative.
    """
    text, edition = view.text, view.edition
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{edition.name(text)} · {view.subject}",
        "description": " ".join(_sentences(view)),
        "url": url,
        "inLanguage": text.lang,
        "isAccessibleForFree": True,
        "version": view.campaign.fingerprint,
        "temporalCoverage": _days(view),
        "spatialCoverage": _places(view),
        "variableMeasured": _variables(view, has_definitions=has_definitions),
        "citation": _sources(view),
        "distribution": _register_file(csv_url) if view.has_register else [],
    }
    return {name: value for name, value in data.items() if value != "" and value != []}


def to_script(data: Mapping[str, Any]) -> str:
    """Return JSON for a script element; no text in it can end the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _sentences(view: View) -> list[str]:
    """Return the description of the data: disclaimer, edition, main finding or its absence."""
    text = view.text
    invented = text(INVENTED) if view.disclaimer else ""
    lines = [view.disclaimer, invented, f"{view.filters.removesuffix('.')}."]
    if view.absence:
        values = [
            f"{text(INDICATOR_NAMES[str(row['indicator'])])}: {qualified_value(row, text)}."
            for _, row in view.edition.published.iterrows()
        ]
        lines += [view.absence, *values, view.edition.notes.get(text.lang, "")]
    else:
        origin = text("Source: {sources}.", sources=view.source)
        lines += [finding(view), view.wide_line, origin]
    return [line for line in lines if line]


def _days(view: View) -> str:
    """Return an interval in ISO 8601; only the year if no day is known."""
    edition = view.edition
    if edition.first_day and edition.last_day and view.has_register:
        return "/".join(day.isoformat() for day in view.days)
    if edition.start:
        return f"{edition.start.isoformat()}/{edition.end.isoformat() if edition.end else '..'}"
    return edition.campaign_id


def _places(view: View) -> list[dict[str, Any]]:
    """Return the selected regions, or else the country, with name and ISO 3166-2 code."""
    text, places = view.text, view.campaign.places
    country = {"@type": "Place", "name": text("Kyrgyzstan"), "identifier": "KG"}
    return [
        {
            "@type": "Place",
            "name": places.name(code, text),
            "identifier": code,
            "containedInPlace": country,
        }
        for code in places.codes
        if code in view.selection.oblasts
    ] or [country]


def _variables(view: View, *, has_definitions: bool) -> list[dict[str, str]]:
    """Return the indicators of the register, or else the names of the published figures."""
    text, edition = view.text, view.edition
    if not view.has_register:
        return [
            {"@type": "PropertyValue", "name": text(INDICATOR_NAMES[str(code)])}
            for code in edition.published["indicator"]
        ]
    return [
        {
            "@type": "PropertyValue",
            "name": text(indicator.name),
            **(
                {"unitText": text(indicator.unit), "description": text(indicator.formula)}
                if has_definitions
                else {}
            ),
        }
        for indicator in INDICATORS.values()
        if indicator.code != "rate" or edition.population is not None
    ]


def _sources(view: View) -> list[str]:
    """Return the web addresses of the sources of the edition and of its published figures."""
    edition = view.edition
    cells = [edition.source, *edition.published["source"]]
    parts = [part.strip() for cell in cells for part in str(cell).split(";")]
    return [part for part in dict.fromkeys(parts) if part.startswith(("http://", "https://"))]


def _register_file(csv_url: str) -> list[dict[str, str]]:
    if not csv_url:
        return []
    return [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": csv_url}]
