"""Rows of totals held against the rows they sum up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.row_kinds import TOTAL_WORDS
from campaign.ingest.vocabulary import load_vocabulary

# «Итого по Ошской области», «Ош облусу боюнча жыйынтык», "Total for Osh oblast".
_WORDS = load_vocabulary("parse", "row_words")
_BETWEEN = frozenset(map(plain, _WORDS.words("of_totals")))


@dataclass(frozen=True)
class FileTotal:
    """One figure of a row of totals, and what the rows give.

    `stated` is the figure in the file, `sum_totals` that of the `rows` rows it was held against, be
    they accepted or not; both are whole, or as the cells have them. `whole` is True where these are
    all rows of the file.
    """

    row: int
    column: str
    stated: float
    summed: float
    rows: int
    whole: bool

    @property
    def difference(self) -> float:
        """How much more the file states than its rows give."""
        return self.stated - self.summed


def file_totals(
    labels: Mapping[int, Sequence[str]],
    stated: pd.DataFrame,
    figures: pd.DataFrame,
    oblasts: pd.Series | None,
    known: CodeList | None,
    dated: pd.Series | None = None,
) -> list[FileTotal]:
    """Every figure of every row of totals beside the sum of the rows it is most likely about.

    `labels` are the words of each row of totals, in the order of the sheet; `stated` their figures
    and `figures` those of the rows, in the same columns, NaN for none; the index of both is the
    row. `oblasts` are the codes of the rows. A row of totals may sum up the rows of the oblast that
    it names, those since the row of totals before it, all above it, those below it up to the next,
    or all: the one that agrees in most columns is meant. Of each only the rows with a date may be
    meant (`dated`): 1C puts the sum of a group into the row of its name.
    """
    found: list[FileTotal] = []
    at = figures.index.to_numpy()
    totals = list(labels)
    blank = {str(name): figures[name].isna().to_numpy() for name in figures}
    for number, row in enumerate(totals):
        before = totals[number - 1] if number else -1
        after = totals[number + 1] if number + 1 < len(totals) else np.inf
        last = number + 1 == len(totals)
        since, above = (at > before) & (at < row), at < row
        masks = [above, since] if last else [since, above]
        masks += [(at > row) & (at < after), np.ones(len(at), dtype=bool)]
        code = _named_oblast(labels[row], known)
        if code is not None and oblasts is not None:
            masks.insert(0, (oblasts == code).to_numpy())
        cells = zip(stated.columns, stated.loc[[row]].to_numpy()[0].tolist(), strict=True)
        given = {str(name): float(n) for name, n in cells if n == n}
        if dated is not None:
            masks += [mask & dated.to_numpy() for mask in masks]
        masks = [mask for mask in masks if mask.any()]
        if not masks or not given:
            continue
        sums = [
            {
                name: float(figures[name].to_numpy()[mask][~blank[name][mask]].sum())
                for name in given
            }
            for mask in masks
        ]
        agreeing = [sum(of[name] == n for name, n in given.items()) for of in sums]
        best = agreeing.index(max(agreeing))
        count = int(masks[best].sum())
        found += [
            FileTotal(row, name, n, sums[best][name], count, count == len(at))
            for name, n in given.items()
        ]
    return found


def _named_oblast(cells: Sequence[str], known: CodeList | None) -> str | None:
    """The code of the one unit that the words of a row of totals name."""
    if known is None:
        return None
    codes = set()
    for cell in cells:
        words = [w for w in plain(cell).split() if w not in TOTAL_WORDS and w not in _BETWEEN]
        codes.add(known.match(" ".join(words)).code)
    codes.discard(None)
    return codes.pop() if len(codes) == 1 else None
