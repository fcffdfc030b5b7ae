"""The fallback for a broken file on the server: its former content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from campaign.dataset import public_texts
from campaign.dataset.engines.settings import SETTINGS_FILE
from campaign.dataset.folders import (
    BOUNDARIES_FILE,
    CAMPAIGNS_FILE,
    EVENTS_FILE,
    MIGRANTS_FILE,
    MILESTONES_FILE,
    POPULATION_FILE,
    PUBLISHED_FILE,
    REGIONS_FILE,
    TARGETS_FILE,
    TRANSLATIONS_FILE,
    TYPES_FILE,
)
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.register import Register
from campaign.domain.unreachable_register import UnreachableRegister
from campaign.schema.issues import Issue

FileExists = Callable[[str], bool]
"""Returns True if the file with this label (`data/…`, `geo/…`) exists: `Folders.exists`."""
CORE_FILES = (f"data/{CAMPAIGNS_FILE}", f"data/{TYPES_FILE}", f"geo/{REGIONS_FILE}")
"""The files that all others depend on."""
FIELDS_BY_FILE: Mapping[str, str] = {
    f"data/{PUBLISHED_FILE}": "published",
    f"data/{MILESTONES_FILE}": "milestones",
    f"data/{EVENTS_FILE}": "reported",
}
"""The files with rows of every edition, and the field of `Edition` that has them."""
EDITION_FIELDS: Mapping[str, str] = {TARGETS_FILE: "targets", TRANSLATIONS_FILE: "translations"}
"""The optional files in the folder of an edition, and the field of `Edition` that has them."""
POPULATION, BOUNDARIES = f"geo/{POPULATION_FILE}", f"geo/{BOUNDARIES_FILE}"
PUBLIC_TEXTS, MIGRANTS = f"data/{public_texts.FILE}", f"data/{MIGRANTS_FILE}"


def restore_broken_files(fresh: Campaign, former: Campaign, exists: FileExists) -> Campaign:
    """Return the campaign as read now, with the former content of broken files.

    A deleted file is not broken, so that its content is not restored. The fingerprint combines
    those of both campaigns.
    """
    issues = [*fresh.issues, *(p for e in fresh.editions.values() for p in e.issues)]
    cut_files = {issue.file for issue in issues if issue.rule == "cut_short"}
    if not cut_files.isdisjoint(CORE_FILES):
        # Issues of other files follow from the rows that were cut off.
        cut_issues = tuple(issue for issue in fresh.issues if issue.file in cut_files)
        return keep_campaign(former, cut_issues, exists) or fresh
    fresh = _restore_lost_editions(fresh, former)
    files = [file for file in _find_lost_files(fresh, former, cut_files) if exists(file)]
    if not files:
        return fresh
    edition_files = {file for e in fresh.editions.values() for file in _files_of_edition(e)}
    shared_files = [file for file in files if file not in edition_files]
    return replace(
        fresh,
        editions={
            name: _restore_edition(edition, former.editions.get(name), files, exists)
            for name, edition in fresh.editions.items()
        },
        places=replace(
            fresh.places,
            boundaries=(former if BOUNDARIES in files else fresh).places.boundaries,
            population=(former if POPULATION in files else fresh).places.population,
        ),
        public_texts=(former if PUBLIC_TEXTS in files else fresh).public_texts,
        labour_migrants=(former if MIGRANTS in files else fresh).labour_migrants,
        issues=_add_notices(fresh.issues, shared_files),
        fingerprint=_combine_fingerprints(fresh.fingerprint, former.fingerprint),
    )


def _restore_lost_editions(fresh: Campaign, former: Campaign) -> Campaign:
    """Return the campaign with the former editions that are missing while a row has an error."""
    file = f"data/{CAMPAIGNS_FILE}"
    lost = former.editions.keys() - fresh.editions.keys()
    if not lost or not any(i.file == file and i.severity == "error" for i in fresh.issues):
        return fresh
    return replace(
        fresh,
        editions={**former.editions, **fresh.editions},
        issues=_add_notices(fresh.issues, [file]),
        fingerprint=_combine_fingerprints(fresh.fingerprint, former.fingerprint),
    )


def keep_campaign(
    former: Campaign, issues: tuple[Issue, ...], exists: FileExists
) -> Campaign | None:
    """Return the former campaign with the new issues.

    None if one of `CORE_FILES` does not exist; all other files are optional.
    """
    files = dict.fromkeys(issue.file for issue in issues if _is_breaking(issue))
    if not all(exists(file) for file in files if file in CORE_FILES):
        return None
    broken_files = [file for file in files if exists(file)]
    return replace(former, issues=_add_notices(issues, broken_files))


def _find_lost_files(
    fresh: Campaign, former: Campaign, cut_files: Collection[str]
) -> Iterator[str]:
    """Return the files that had content before and have none now, or are cut short."""
    for name, edition in fresh.editions.items():
        before, register = former.editions.get(name), edition.register_file
        is_lost = edition.totals is None and edition.status != "published_only"
        is_lost |= register in cut_files or _is_emptied(edition, before)
        if before is not None and before.totals is not None and is_lost:
            yield register
        if before is not None:
            yield from _find_lost_edition_files(edition, before)
    for file, field in FIELDS_BY_FILE.items():
        rows = _count_rows(fresh, field)
        if _count_rows(former, field) and _is_unusable(fresh.issues, file, rows):
            yield file
    if former.public_texts and _is_unusable(fresh.issues, PUBLIC_TEXTS, len(fresh.public_texts)):
        yield PUBLIC_TEXTS
    rows = 0 if fresh.labour_migrants is None else len(fresh.labour_migrants)
    if former.labour_migrants is not None and _is_unusable(fresh.issues, MIGRANTS, rows):
        yield MIGRANTS
    if former.places.codes != fresh.places.codes:
        return
    lacks_population = fresh.places.population.empty or POPULATION in cut_files
    if lacks_population and not former.places.population.empty:
        yield POPULATION
    if fresh.places.boundaries is None and former.places.boundaries is not None:
        yield BOUNDARIES


def _find_lost_edition_files(edition: Edition, former: Edition) -> Iterator[str]:
    """Return the files of `EDITION_FIELDS` that had content before and are broken now.

    The plan of an invented register is lost with its status.
    """
    for name, field in EDITION_FIELDS.items():
        file = _file_of_edition(edition, name)
        is_obsolete = field == "targets" and former.illustrative and not edition.illustrative
        had_content = not is_obsolete and _count_entries(former, field)
        if had_content and _is_unusable(edition.issues, file, _count_entries(edition, field)):
            yield file


def _is_emptied(edition: Edition, former: Edition | None) -> bool:
    """Return True if a register in an engine has lost all of its rows."""
    had_rows = former is not None and former.totals is not None and not former.totals.empty
    return had_rows and any(issue.rule == "engine_empty" for issue in edition.issues)


def _restore_edition(
    edition: Edition, former: Edition | None, files: list[str], exists: FileExists
) -> Edition:
    """Return the edition with the former content of these files; unchanged if it is new."""
    if former is None:
        return edition
    for file, field in FIELDS_BY_FILE.items():
        if file in files:
            edition = replace(edition, **{field: getattr(former, field)})
    if POPULATION in files:
        edition = replace(edition, population=former.population)
    for name, field in EDITION_FIELDS.items():
        if _file_of_edition(edition, name) in files:
            edition = replace(edition, **{field: getattr(former, field)})
    broken_files = [file for file in _files_of_edition(edition) if file in files]
    if not broken_files:
        return edition
    edition = replace(edition, issues=_add_notices(edition.issues, broken_files))
    if edition.register_file not in files:
        return edition
    # The plan of an invented register is ignored under the new status.
    loses_plan = former.illustrative and not edition.illustrative
    if loses_plan and exists(_file_of_edition(edition, TARGETS_FILE)):
        edition = replace(edition, targets=former.targets)
    return replace(
        edition,
        status=former.status,  # invented values never appear without their disclaimer
        register=_restore_register(former),
        totals=former.totals,
        rejected_rows=former.rejected_rows,
    )


def _files_of_edition(edition: Edition) -> tuple[str, ...]:
    return (edition.register_file, *(_file_of_edition(edition, name) for name in EDITION_FIELDS))


def _file_of_edition(edition: Edition, name: str) -> str:
    return f"data/{edition.campaign_id}/{name}"


def _restore_register(former: Edition) -> Register | None:
    """Return the former register; a register in an engine has only its totals."""
    register, totals = former.register, former.totals
    organisers, usual = former.organisers, former.usual_attendance
    if register is None or not former.register_file.endswith(SETTINGS_FILE):
        return register
    assert totals is not None and organisers is not None and usual is not None
    return UnreachableRegister(register.columns, totals, organisers, usual, register.spans())


def _add_notices(issues: Iterable[Issue], broken_files: Iterable[str]) -> tuple[Issue, ...]:
    """Return a notice for each broken file, then the issues.

    If an issue concerns a broken file as a whole, the issues of its rows follow from it and are
    dropped.
    """
    issues = list(issues)
    notices = [
        Issue(
            file, "earlier_register_shown" if file.endswith(SETTINGS_FILE) else "earlier_data_shown"
        )
        for file in broken_files
    ]
    whole_files = {p.file for p in issues if p.row is None} & {notice.file for notice in notices}
    return (*notices, *(p for p in issues if p.row is None or p.file not in whole_files))


def _is_unusable(issues: Iterable[Issue], file: str, rows: int) -> bool:
    """Return True if the file is cut short, or has an error and no accepted row (`rows` is 0)."""
    issues = [issue for issue in issues if issue.file == file]
    if any(issue.rule == "cut_short" for issue in issues):
        return True
    return not rows and any(map(_is_breaking, issues))


def _is_breaking(issue: Issue) -> bool:
    return issue.severity == "error" or issue.rule == "cut_short"


def _count_rows(campaign: Campaign, field: str) -> int:
    return sum(len(getattr(edition, field)) for edition in campaign.editions.values())


def _count_entries(edition: Edition, field: str) -> int:
    """Return the number of targets, or of translations in all languages."""
    if field == "targets":
        return 0 if edition.targets is None else len(edition.targets)
    return sum(map(len, edition.translations.values()))


def _combine_fingerprints(fresh: str, former: str) -> str:
    return hashlib.sha256(f"{fresh}:{former}".encode()).hexdigest()[:12]
