"""What a click of an editor does: prepare, publish, undo. Each checks the editor's rights again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from campaign.dataset import campaign_cache, publish
from campaign.dataset.publish import PublishError
from campaign.dataset.user_overlay import combine_campaigns
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.version_changes import compare_versions
from campaign.ui import state
from campaign.ui.editor_sign_in import signed_in_editor
from campaign.ui.upload import session_files, session_registers

REQUEST_KEY, OUTCOME_KEY, EXCLUSION_KEY = "publish-request", "publish-outcome", "publish-without"


@dataclass(frozen=True)
class PublishRequest:
    """What an editor sees before confirming: edition, data fingerprint, stamp of its files.

    `change` counts the activities that publishing adds, changes and removes; None if the
    published register is invented or does not exist.
    """

    edition: str
    fingerprint: str
    stamp: str
    change: tuple[int, int, int] | None = None


def prepare_request(edition_id: str, fingerprint: str) -> None:
    """Keep what publishing would change, for the editor to confirm."""
    drop_request()
    data = campaign_cache.folders().data
    if publish.has_engine(data, edition_id):
        st.session_state[OUTCOME_KEY] = "engine"
        return
    campaign = campaign_cache.current()
    current, change = campaign.editions.get(edition_id), None
    if current is None:
        st.session_state[OUTCOME_KEY] = "stale"
        return
    # Before the files are compared with the campaign, so that later changes are noticed.
    stamp = publish.stamp(data, edition_id)
    if not campaign_cache.is_current(campaign):
        st.session_state[OUTCOME_KEY] = "stale"
        return
    if current.activities is not None and not current.illustrative:
        comparison = compare_versions(current.activities, combined_register(edition_id)[0])
        change = len(comparison.added), len(comparison.changed), len(comparison.removed)
    st.session_state[REQUEST_KEY] = PublishRequest(edition_id, fingerprint, stamp, change)


def drop_request() -> None:
    """Remove the request and the outcome of the previous one."""
    for key in (REQUEST_KEY, OUTCOME_KEY, EXCLUSION_KEY):
        st.session_state.pop(key, None)


def publish_register() -> None:
    """Publish the register of the request, and keep the outcome."""
    editor = signed_in_editor()
    request: PublishRequest | None = st.session_state.get(REQUEST_KEY)
    is_confirmed = st.session_state.get(EXCLUSION_KEY) is True
    drop_request()
    if editor is None:
        st.session_state[OUTCOME_KEY] = "rights"
        return
    campaign, registers = campaign_cache.current(), session_registers.registers()
    if (
        request is None
        or session_registers.campaign_with_files(campaign).fingerprint != request.fingerprint
        or not registers
    ):
        st.session_state[OUTCOME_KEY] = "stale"
        return
    frame, excluded_count = combined_register(request.edition)
    if excluded_count and not is_confirmed:
        st.session_state[OUTCOME_KEY] = "rows"
        return
    data = campaign_cache.folders().data
    try:
        answers = [
            key
            for file in session_files.files()
            for key, is_public in file.replies.of("public_text").items()
            if is_public
        ]
        publish.publish(data, campaign, request.edition, frame, request.stamp, editor, answers)
    except PublishError as error:
        st.session_state[OUTCOME_KEY] = error.reason
        return
    st.session_state[OUTCOME_KEY] = "published"
    _select_published(request.edition)


def undo_publication(edition: str, stamp: str) -> None:
    """Undo the last publication of an edition, and keep the outcome."""
    editor = signed_in_editor()
    drop_request()
    if editor is None:
        st.session_state[OUTCOME_KEY] = "rights"
        return
    try:
        publish.undo(campaign_cache.folders().data, edition, stamp, editor)
    except PublishError as error:
        st.session_state[OUTCOME_KEY] = error.reason
        return
    st.session_state[OUTCOME_KEY] = "undone"


def _select_published(edition: str) -> None:
    """Show the published register to the editor, and remove its files.

    Files with rows of another campaign stay.
    """
    campaigns = {name for report in session_registers.registers() for name in report.campaigns}
    published = campaigns if len(campaigns) == 1 else {edition}
    for file in list(session_files.files()):
        report = file.report
        if not isinstance(report, ValidationReport) or report.table != "activities":
            continue
        if published.issuperset(report.campaigns):
            session_files.remove(file.number)
    for key in ("own-place", session_registers.SHOWN_KEY):
        st.session_state.pop(key, None)
    state.change(lambda selection, _: replace(selection.without_filters(), edition=edition))


def combined_register(edition_id: str) -> tuple[pd.DataFrame, int]:
    """Return the uploaded register to be published as this edition, and its excluded rows' number.

    It is the register of that campaign, or the only one.
    """
    own_registers = combine_campaigns(
        campaign_cache.current(), session_registers.registers(), session_registers.count_totals_of()
    )
    (register,) = (
        register
        for name, register in own_registers.items()
        if name == edition_id or len(own_registers) == 1
    )
    return register.combined.frame, register.rejected
