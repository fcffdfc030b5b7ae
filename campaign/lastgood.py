"""The last good state: what stays on show when a file on the server is broken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from campaign.edition import Campaign, Edition
from campaign.problems import Problem

There = Callable[[str], bool]


def kept(fresh: Campaign, before: Campaign, there: There) -> Campaign:
    """The campaign as read now, with what a broken file held before in its place.

    `there` tells whether a file, named as in its problems, still exists: a file that was taken
    away is not broken, and what it held goes with it. The fingerprint then names both readings.
    """
    editions, places, problems = dict(fresh.editions), fresh.places, list(fresh.problems)
    changed = False
    for name, edition in fresh.editions.items():
        former = before.editions.get(name)
        label = f"data/{name}/activities.csv"
        if former is None or former.totals is None or not _lost(edition) or not there(label):
            continue
        editions[name] = _with_register(edition, former, label)
        changed = True
    label = "geo/kgz_oblasts.geojson"
    lost_map = places.boundaries is None and before.places.boundaries is not None
    if lost_map and before.places.codes == places.codes and there(label):
        places = replace(places, boundaries=before.places.boundaries)
        problems.append(Problem(label, "kept", severity="warning"))
        changed = True
    if not changed:
        return fresh
    return replace(
        fresh,
        editions=editions,
        places=places,
        problems=tuple(problems),
        fingerprint=_both(fresh.fingerprint, before.fingerprint),
    )


def standing(before: Campaign, problems: tuple[Problem, ...], there: There) -> Campaign | None:
    """The former campaign with the new faults named, None where a file is gone, not broken."""
    files = dict.fromkeys(problem.file for problem in problems)
    if not all(there(file) for file in files):
        return None
    notices = tuple(Problem(file, "kept", severity="warning") for file in files)
    return replace(before, problems=(*problems, *notices))


def _lost(edition: Edition) -> bool:
    return edition.totals is None and edition.status != "published_only"


def _with_register(edition: Edition, former: Edition, label: str) -> Edition:
    return replace(
        edition,
        activities=former.activities,
        totals=former.totals,
        set_aside=former.set_aside,
        problems=(*edition.problems, Problem(label, "kept", severity="warning")),
    )


def _both(fresh: str, before: str) -> str:
    return hashlib.sha256(f"{fresh}:{before}".encode()).hexdigest()[:12]
