"""The registers of a session: which count, under which name, and the campaign that has them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.other_tables import beside_boundaries
from campaign.ingest.versions.upload_order import Answer
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import (
    ACCEPTED_FILES_KEY,
    SessionFile,
    files,
    upload_order,
    with_unique_name,
)

SHOWN_KEY = "own-shown"
"""The key in a session of the own campaign that it shows, and of its edition; "" for none."""


def registers() -> tuple[ValidationReport, ...]:
    """Return the registers whose rows count, without replaced versions."""
    return tuple(file.register for file in _counting_files() if file.register is not None)


def count_totals_of() -> frozenset[int]:
    """Return the positions in `registers` whose totals count beside equal ones of other files.

    The answer for a version also applies to the new version that replaces it.
    """
    answered = {file.number for file in files() if file.counts_equal_totals}
    return frozenset(
        at for at, file in enumerate(_counting_files()) if answered & _version_numbers(file)
    )


def set_equal_totals(names: Collection[str], counts: bool) -> None:
    """Let the totals of the registers of these names count beside equal ones, or not."""
    named = [file for file in _counting_files() if file.file in names]
    numbers = set[int]().union(*map(_version_numbers, named))
    session_files.change_files(numbers, counts_equal_totals=counts)


def _counting_files() -> list[SessionFile]:
    """Return the files whose rows count, a new version at the position of the first it replaces.

    Of two equal totals, that of the later file is excluded: a new version does not change this.
    """
    counting = upload_order().counting
    counting_files = [f for f in files() if f.register is not None and f.number in counting]
    return sorted(counting_files, key=lambda file: min(_version_numbers(file)))


def _version_numbers(file: SessionFile) -> set[int]:
    """Return the number of a file and those of the versions that it replaces."""
    return {file.number, *upload_order().earlier(file.number)}


def current_registers() -> tuple[ValidationReport, ...]:
    """Return the registers that are not replaced, including those without any counted row yet."""
    return tuple(
        f.report
        for f in files()
        if isinstance(f.report, ValidationReport)
        and f.report.table == "activities"
        and f.report.status in ("clean", "issues")
        and upload_order().replaced_by(f.number) is None
    )


def other_files() -> tuple[SessionFile, ...]:
    """Return the files other than usable registers: boundaries, population, targets, unreadable."""
    return tuple(file for file in files() if file.register is None)


def set_answer(number: int, answer: Answer | None) -> None:
    """Let a new version replace the former one or count beside it; None clears the answer."""
    session_files.change_files([number], answer=answer)
    for file in files():
        if file.number == number:
            with_unique_name(file)


def replaced_edition() -> str | None:
    """Return the edition in whose place the reader shows a register; None for none.

    None as well while the edition that the reader chose does not exist (`removed_edition`).
    """
    edition: str | None = st.session_state.get("own-place")
    return None if removed_edition() else edition


def removed_edition() -> str | None:
    """Return the edition that the reader chose if an administrator has removed it, else None."""
    edition: str | None = st.session_state.get("own-place")
    is_removed = edition is not None and edition not in campaign_cache.current().editions
    return edition if is_removed else None


def replace_register_of(edition: str | None) -> None:
    """Show a register in place of that of an edition; None shows it beside the others."""
    st.session_state["own-place"] = edition


def follow_files(selection: Selection, campaign: Campaign) -> Selection:
    """Return the selection of the register that was accepted since the last run, without filters.

    A file is accepted when it is read, or by the answer after which its rows count. If the selected
    register was removed or is shown elsewhere, its new place or the last accepted register is
    selected. Without such a change `selection` is returned: the reader may choose any campaign.
    """
    state, own_editions = st.session_state, campaign.own_editions
    counting = upload_order().counting
    known: list[int] = state.get(ACCEPTED_FILES_KEY, [])
    new = [number for number in counting if number not in known]
    accepted = [number for number in known if number in counting] + new
    name, edition = state.get(SHOWN_KEY, ("", ""))
    if own_editions and (new or own_editions.get(name, "") != edition):
        register = session_files.file(accepted[-1]).register
        names = (*(register.campaigns if register else ()), *reversed([*own_editions]))
        if not new and name in own_editions:
            edition = own_editions[name]
        else:
            edition = next(own_editions[name] for name in names if name in own_editions)
            selection = selection.without_filters()
        selection = state["selection"] = replace(selection, edition=edition, other="")
    state[ACCEPTED_FILES_KEY] = accepted
    shown = {edition: (name, edition) for name, edition in own_editions.items()}
    state[SHOWN_KEY] = shown.get(selection.edition, ("", ""))
    return selection


def campaign_with_files(campaign: Campaign) -> Campaign:
    """Return the campaign with the reader's files; the same object if there are none."""
    data = _user_data()
    if data is None:
        st.session_state.pop("own-campaign", None)
        return campaign
    entry = st.session_state.get("own-campaign")
    # Not by fingerprint: a register that was opened again does not answer as the former one.
    if entry is None or entry[0] is not campaign or entry[1] != data.digest:
        entry = (campaign, data.digest, overlay_user_data(campaign, data))
        st.session_state["own-campaign"] = entry
    own_campaign: Campaign = entry[2]
    return own_campaign


def with_boundaries(file: SessionFile) -> SessionFile:
    """Return a population file checked against the current boundaries; other files unchanged."""
    boundaries = _boundary_files()
    if (
        not boundaries
        or not isinstance(file.report, ValidationReport)
        or file.report.table != "population"
    ):
        return file
    return replace(file, report=beside_boundaries(file.report, boundaries[-1].merged_units))


def _boundary_files() -> list[BoundaryFile]:
    """Return the reports of the boundary files with boundaries, in the order of their upload."""
    reports = (file.report for file in session_files.files())
    return [r for r in reports if isinstance(r, BoundaryFile) and r.shapes is not None]


def _user_data() -> UserData | None:
    own_files = session_files.files()
    if not own_files:
        return None
    boundaries = _boundary_files()
    populations, targets = _reports_of("population"), _reports_of("targets")
    counted, replaced = registers(), replaced_edition()
    if not (counted or boundaries or populations or targets):
        return None
    digest = hashlib.sha256(repr(replaced).encode())
    for file in own_files:
        settings = repr((file.file, file.replies, file.answer, file.counts_equal_totals)).encode()
        digest.update(hashlib.sha256(file.content).digest() + settings)
    return UserData(
        registers=counted,
        count_totals_of=count_totals_of(),
        replaces=replaced,
        boundaries=boundaries[-1] if boundaries else None,
        population=populations[-1].frame if populations else None,
        targets=targets[-1].frame if targets else None,
        targets_file=targets[-1].file if targets else "",
        digest=digest.hexdigest(),
    )


def _reports_of(table: str) -> list[ValidationReport]:
    """The reports on usable files of a table, in the order of their upload."""
    reports = (file.report for file in session_files.files())
    return [
        report
        for report in reports
        if isinstance(report, ValidationReport) and report.table == table and report.usable
    ]
