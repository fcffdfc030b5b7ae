"""The campaign with the files of a session."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.population import beside_boundaries
from campaign.ingest.report import ValidationReport
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.session_files import SessionFile


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
    reports = [
        f.report
        for f in session_files.files()
        if isinstance(f.report, BoundaryFile) and f.geometry is not None
    ]
    if (
        not reports
        or not isinstance(file.report, ValidationReport)
        or file.report.table != "population"
    ):
        return file
    return replace(file, report=beside_boundaries(file.report, reports[-1].merged_units))


def _user_data() -> UserData | None:
    own_files = session_files.files()
    if not own_files:
        return None
    boundary_files = [f for f in own_files if f.geometry is not None]
    populations, targets = _reports_of("population"), _reports_of("targets")
    if not (session_registers.registers() or boundary_files or populations or targets):
        return None
    digest = hashlib.sha256(repr(session_registers.replaced_edition()).encode())
    for file in own_files:
        settings = repr((file.file, file.requested, file.answer, file.counts_equal_totals)).encode()
        digest.update(hashlib.sha256(file.content).digest() + settings)
    newest = boundary_files[-1] if boundary_files else None
    return UserData(
        registers=session_registers.registers(),
        count_totals_of=session_registers.count_totals_of(),
        replaces=session_registers.replaced_edition(),
        boundaries=newest.report if newest and isinstance(newest.report, BoundaryFile) else None,
        geometry=newest.geometry.token if newest and newest.geometry else "",
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
