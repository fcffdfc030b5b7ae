"""The tables of the package, in their order."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.exports.data_package.activities import activities_table
from campaign.exports.data_package.edition_tables import editions_table, published_table
from campaign.exports.data_package.indicator_list import indicators_table
from campaign.exports.data_package.indicator_tables import days_table, regions_table, types_table
from campaign.exports.data_package.table import PackageTable


def package_tables(view: View) -> list[PackageTable]:
    """Return the tables of the view's edition and selection, in the order of the package.

    An edition without a register has only the published values and the editions.
    """
    tables = []
    if view.edition.totals is not None:
        tables += [
            regions_table(view),
            days_table(view),
            types_table(view),
            activities_table(view),
            indicators_table(view),
        ]
    return [*tables, published_table(view), editions_table(view)]
