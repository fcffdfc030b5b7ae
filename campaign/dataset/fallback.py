"""The last good state: what stays on show when a file on the server is broken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from campaign.dataset import public_texts
from campaign.domain.campaign import Campaign, Edition
from campaign.schema.issues import Issue

There = Callable[[str], bool]
CORE = ("data/campaigns.csv", "data/activity_types.csv", "geo/oblasts.csv")
"""The files on which all others rest."""
LISTS: Mapping[str, str] = {
    "data/published.csv": "published",
    "data/milestones.csv": "milestones",
    "data/reported_events.csv": "reported",
}
"""The files that hold rows of every edition, and where an edition has its rows."""
POPULATION, BOUNDARIES = "geo/population.csv", "geo/kgz_oblasts.geojson"
PUBLIC_TEXTS = f"data/{public_texts.FILE}"
_UNUSABLE = ("unreadable", "encoding", "missing_column", "cut_short")


def keep_former(fresh: Campaign, before: Campaign, there: There) -> Campaign:
    """The campaign as read now, with what a broken file held before in its place.

    `there` tells whether a file, named as in its problems, still exists: a file that was taken
    away is not broken, and what it held goes with it. The fingerprint then names both readings.
    """
    found = [*fresh.issues, *(p for e in fresh.editions.values() for p in e.issues)]
    cut = {issue.file for issue in found if issue.rule == "cut_short"}
    if not cut.isdisjoint(CORE):
        # What the others seem to lack follows from the rows that were cut off.
        faults = tuple(issue for issue in fresh.issues if issue.file in cut)
        whole = former_campaign(before, faults, there)
        return fresh if whole is None else whole
    changed = [label for label in _lost(fresh, before, cut) if there(label)]
    if not changed:
        return fresh
    shared = [label for label in changed if label not in _registers(fresh)]
    return replace(
        fresh,
        editions={
            name: _with_former(edition, before.editions.get(name), changed)
            for name, edition in fresh.editions.items()
        },
        places=replace(
            fresh.places,
            boundaries=(before if BOUNDARIES in changed else fresh).places.boundaries,
            population=(before if POPULATION in changed else fresh).places.population,
        ),
        public_texts=(before if PUBLIC_TEXTS in changed else fresh).public_texts,
        issues=_with_notices(fresh.issues, shared),
        fingerprint=_both(fresh.fingerprint, before.fingerprint),
    )


def former_campaign(before: Campaign, issues: tuple[Issue, ...], there: There) -> Campaign | None:
    """The former campaign with the new faults named, None where a file is gone, not broken.

    Only a file on which all others rest counts as gone: without another one the rest is on show.
    """
    files = dict.fromkeys(issue.file for issue in issues if _is_broken(issue))
    if not all(there(file) for file in files if file in CORE):
        return None
    broken = [file for file in files if there(file)]
    return replace(before, issues=_with_notices(issues, broken))


def _lost(fresh: Campaign, before: Campaign, cut: Iterable[str]) -> Iterator[str]:
    """The files that held something before and give nothing now, or not all of it."""
    for name, edition in fresh.editions.items():
        former, label = before.editions.get(name), _register(name)
        nothing = edition.totals is None and edition.status != "published_only"
        if former is not None and former.totals is not None and (nothing or label in cut):
            yield label
    for label, part in LISTS.items():
        if _rows(before, part) and _is_unusable(fresh, label, _rows(fresh, part)):
            yield label
    texts = len(fresh.public_texts)
    if before.public_texts and _is_unusable(fresh, PUBLIC_TEXTS, texts):
        yield PUBLIC_TEXTS
    if before.places.codes != fresh.places.codes:
        return
    nobody = fresh.places.population.empty or POPULATION in cut
    if nobody and not before.places.population.empty:
        yield POPULATION
    if fresh.places.boundaries is None and before.places.boundaries is not None:
        yield BOUNDARIES


def _with_former(edition: Edition, former: Edition | None, changed: list[str]) -> Edition:
    """The edition with what it had of the changed files; as it is where it is new."""
    if former is None:
        return edition
    for label, part in LISTS.items():
        if label in changed:
            edition = replace(edition, **{part: getattr(former, part)})
    if POPULATION in changed:
        edition = replace(edition, population=former.population)
    label = _register(edition.campaign_id)
    if label not in changed:
        return edition
    return replace(
        edition,
        activities=former.activities,
        totals=former.totals,
        set_aside=former.set_aside,
        issues=_with_notices(edition.issues, [label]),
    )


def _with_notices(issues: Iterable[Issue], broken: Iterable[str]) -> tuple[Issue, ...]:
    """First that what the files held stays on show; of each, faults of rows only without another.

    Where the whole file is at fault, what is wrong with its rows follows from that, or matters no
    more.
    """
    found = list(issues)
    notices = [Issue(label, "kept") for label in broken]
    whole = {p.file for p in found if p.row is None} & {notice.file for notice in notices}
    return (*notices, *(p for p in found if p.row is None or p.file not in whole))


def _is_unusable(fresh: Campaign, label: str, rows: int) -> bool:
    """True where the file cannot be read, or all of its rows are wrong and `rows` is 0."""
    faults = [issue for issue in fresh.issues if issue.file == label]
    if any(issue.rule in _UNUSABLE for issue in faults):
        return True
    return not rows and any(map(_is_broken, faults))


def _is_broken(issue: Issue) -> bool:
    return issue.severity == "error" or issue.rule == "cut_short"


def _rows(campaign: Campaign, part: str) -> int:
    return sum(len(getattr(edition, part)) for edition in campaign.editions.values())


def _register(name: str) -> str:
    return f"data/{name}/activities.csv"


def _registers(campaign: Campaign) -> set[str]:
    return {_register(name) for name in campaign.editions}


def _both(fresh: str, before: str) -> str:
    return hashlib.sha256(f"{fresh}:{before}".encode()).hexdigest()[:12]
