"""The reports of each region by week: the columns of one sheet of the workbook."""

from __future__ import annotations

from campaign.analysis.completeness import SILENT
from campaign.analysis.data_table import DataTable
from campaign.charts.grids.reporting_weeks import MEANINGS, WEEK_KEY
from campaign.domain.value_states import MISSING_WORDS
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column
from campaign.i18n.translator import Text


def completeness_columns(table: DataTable, text: Text) -> list[SheetColumn]:
    """Return the columns of the table of reports.

    A cell of a week has the text of the state of the region's reports.
    """
    words = {SILENT: text(MISSING_WORDS["no_activity"])}
    words |= {state: text(meaning) for state, meaning in MEANINGS.items()}
    columns = []
    for column in table.columns:
        if column.key.startswith(WEEK_KEY):
            assert column.state is not None
            states = table.frame[column.state]
            columns.append(
                SheetColumn(column.header, "text", [words[str(state)] for state in states])
            )
        else:
            columns.append(to_sheet_column(column, table.frame))
    return columns
