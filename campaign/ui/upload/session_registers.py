"""The registers of a session: which count, under which name, and which edition they replace."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import FileReport
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.upload_order import Answer, Comparisons, Upload, UploadOrder, resolve
from campaign.ui.upload import session_files
from campaign.ui.upload.session_files import ACCEPTED_FILES_KEY, SessionFile, files

SHOWN_KEY = "own-shown"
"""The key in a session of the own campaign that it shows, and of its edition; "" for none."""


def upload_order() -> UploadOrder:
    """Return which registers count, and which are new versions of which."""
    own_files = files()
    entry = st.session_state.get("upload_order")
    # A SessionFile is frozen: an equal list has the same order.
    if entry is None or entry[0] != own_files:
        comparisons = st.session_state.setdefault("comparisons", Comparisons())
        uploads = [
            Upload(file.number, file.name, file.register, file.answer)
            for file in own_files
            if file.register is not None
        ]
        entry = (list(own_files), resolve(uploads, comparisons))
        st.session_state["upload_order"] = entry
    result: UploadOrder = entry[1]
    return result


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
    own_files = files()
    own_files[:] = [
        replace(old, counts_equal_totals=counts) if old.number in numbers else old
        for old in own_files
    ]


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
    own_files = files()
    own_files[:] = [
        replace(old, answer=answer) if old.number == number else old for old in own_files
    ]
    for file in own_files:
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


def with_unique_name(file: SessionFile) -> SessionFile:
    """Return the file with its own name, and a number if another counting file has that name."""
    names = {
        old.file
        for old in files()
        if old is not file and upload_order().replaced_by(old.number) is None
    }
    stem, dot, ending = file.name.rpartition(".")
    count, name = 1, file.name
    while name in names:
        count += 1
        name = f"{stem} ({count}){dot}{ending}" if stem else f"{file.name} ({count})"
    if name == file.file:
        return file
    named_file = replace(file, file=name, report=_with_file_name(file.report, name))
    own_files = files()
    own_files[:] = [named_file if old is file else old for old in own_files]
    return named_file


def _with_file_name(report: FileReport, name: str) -> FileReport:
    issues = tuple(replace(issue, file=name) for issue in report.issues)
    corrections = tuple(replace(correction, file=name) for correction in report.corrections)
    return replace(report, file=name, issues=issues, corrections=corrections)
