"""The results of a selection as a workbook: the register, indicators, and published figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from campaign.analysis.view import View
from campaign.charts import by_text
from campaign.exports.progress import SHEET, Parts, StepProgress, ignore_step
from campaign.exports.xlsx.sheets.about import write_about
from campaign.exports.xlsx.sheets.comparison import write_comparison, write_comparison_days
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.coverage import write_completeness, write_coverage
from campaign.exports.xlsx.sheets.days import write_days
from campaign.exports.xlsx.sheets.names import SHEETS
from campaign.exports.xlsx.sheets.plan import write_plan, write_plan_parts
from campaign.exports.xlsx.sheets.published import write_published
from campaign.exports.xlsx.sheets.regions import write_regions
from campaign.exports.xlsx.sheets.register import write_register
from campaign.exports.xlsx.sheets.sources import write_sources
from campaign.exports.xlsx.sheets.texts import write_texts
from campaign.exports.xlsx.sheets.types import write_types
from campaign.exports.xlsx.workbook import BookSheet

_WRITERS: Mapping[str, Callable[[Results, BookSheet], None]] = {
    "about": write_about,
    "register": write_register,
    "oblasts": write_regions,
    "days": write_days,
    "types": write_types,
    "organisers": partial(write_texts, name="organisers", build=by_text.organisers),
    "partners": partial(write_texts, name="partners", build=by_text.partners),
    "audience_groups": partial(write_texts, name="audience_groups", build=by_text.audience_groups),
    "districts": partial(write_texts, name="districts", build=by_text.districts),
    "coverage": write_coverage,
    "completeness": write_completeness,
    "comparison": write_comparison,
    "comparison_days": write_comparison_days,
    "plan": write_plan,
    "plan_parts": write_plan_parts,
    "published": write_published,
    "sources": write_sources,
}


def results_xlsx(view: View, progress: StepProgress = ignore_step) -> bytes:
    """Return the selection as a workbook in the reader's language, a sheet for each of `SHEETS`.

    Values are typed cells. A value that was not reported is an empty, hatched cell, and the next
    column says so in words; zero is 0. The sheet of regions has all regions, with a row for the
    selection; days and types are those of the selection. Text is never a formula. The same view
    gives the same bytes.
    """
    results = Results(view)
    sheets = Parts(tuple(SHEETS), SHEET, progress)
    for name in sheets:
        _WRITERS[name](results, results.book.sheet(view.text(SHEETS[name][0])))
    content = results.book.content()
    sheets.finish()
    return content
