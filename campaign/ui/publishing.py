"""The part of the page “Upload” for editors: sign in, publish a register, undo a publication."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache, editors, publish
from campaign.dataset.editors import Editor
from campaign.dataset.publish import PublishError
from campaign.dataset.user_overlay import combine_campaigns
from campaign.domain import clock
from campaign.i18n.translator import N_, Text
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.version_changes import compare_versions
from campaign.schema.tables import MARK_COLUMNS
from campaign.site.elements import notice, paragraphs
from campaign.ui import state
from campaign.ui.upload import session_files, session_registers
from campaign.ui.upload.registers import change_line, question_title
from campaign.ui.widgets import escape_markdown, show_button

PROVIDER_SETTINGS = ("client_id", "client_secret", "server_metadata_url")


def show_sign_in(text: Text) -> None:
    """Show a button for each identity provider."""
    words = text(
        "Editors sign in to publish a register for everyone. Sign in before you upload the "
        "file, because signing in reloads the page."
    )
    st.html(paragraphs([words]))
    providers, icon = _providers(), ":material/login:"
    with st.container(horizontal=True):
        for provider in providers:
            label = text("Sign in")
            if len(providers) > 1:
                label = text("Sign in with {provider}", provider=escape_markdown(str(provider)))
            show_button(label, f"sign-in:{provider}:{text.lang}", st.login, provider, icon=icon)


def show_account(text: Text) -> None:
    """Show who is signed in, and the button that signs out."""
    claims = st.user.to_dict()
    name = str(claims.get("email") or claims.get("name") or claims.get("sub") or "?")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(paragraphs([text("Signed in as {name}", name=name)], "summary signed-in"))
        key, icon = f"sign-out:{text.lang}", ":material/logout:"
        show_button(text("Sign out"), key, st.logout, kind="tertiary", icon=icon)


def signed_in_editor() -> Editor | None:
    """Return the editor who is signed in now; None for anyone else."""
    return editors.identify_editor(st.user.to_dict(), editor_addresses(), time.time())


def editor_addresses() -> frozenset[str]:
    """Return the editors' addresses; none where signing in is not configured."""
    if not _providers():
        return frozenset()
    section = st.secrets.get("editors")
    return editors.editor_addresses(section.get("emails") if isinstance(section, Mapping) else None)


def _providers() -> list[str | None]:
    """Return the identity providers with all settings; None is the one without a name."""
    if not st.secrets.load_if_toml_exists():
        return []
    section = st.secrets.get("auth")
    if not isinstance(section, Mapping) or not {"redirect_uri", "cookie_secret"} <= set(section):
        return []
    names: list[str | None] = [None] if set(PROVIDER_SETTINGS) <= set(section) else []
    for name, provider in section.items():
        if isinstance(provider, Mapping) and set(PROVIDER_SETTINGS) <= set(provider):
            names.append(str(name))
    return names


def sign_in_status() -> str:
    """Return the status of the reader as `editors.sign_in_status` does."""
    return editors.sign_in_status(st.user.to_dict(), editor_addresses(), time.time())


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
    data, campaign = campaign_cache.folders().data, campaign_cache.current()
    current, change = campaign.editions.get(edition_id), None
    if publish.has_engine(data, edition_id):
        st.session_state[OUTCOME_KEY] = "engine"
        return
    # Before the files are compared with the campaign, so that later changes are noticed.
    stamp = "" if current is None else publish.stamp(data, edition_id)
    if current is None or not campaign_cache.is_current(campaign):
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
    try:
        if editor is None:
            raise PublishError("rights")
        campaign = campaign_cache.current()
        fingerprint = session_registers.campaign_with_files(campaign).fingerprint
        if (
            request is None
            or fingerprint != request.fingerprint
            or not session_registers.registers()
        ):
            raise PublishError("stale")
        frame, excluded_count = combined_register(request.edition)
        if excluded_count and not is_confirmed:
            raise PublishError("rows")
        answers = [
            key
            for file in session_files.files()
            for key, is_public in file.replies.of("public_text").items()
            if is_public
        ]
        data = campaign_cache.folders().data
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
    try:
        if editor is None:
            raise PublishError("rights")
        publish.undo(campaign_cache.folders().data, edition, stamp, editor)
        st.session_state[OUTCOME_KEY] = "undone"
    except PublishError as error:
        st.session_state[OUTCOME_KEY] = error.reason


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


STATUS_MESSAGES: Mapping[str, str] = {
    "stranger": N_("You are not an editor of this dashboard: only you see what you upload."),
    "ended": N_("Your sign-in has expired. Sign out and sign in again."),
    "unverified": N_(
        "The service you signed in with has not verified your e-mail address, so you cannot "
        "publish."
    ),
}
ERROR_MESSAGES: Mapping[str, str] = {
    "rights": N_("Only a signed-in editor can publish. Nothing was changed."),
    "rows": N_("Confirm first that rows with errors are excluded. Nothing was changed."),
    "unknown": N_("This campaign is not in the list of campaigns. Nothing was changed."),
    "list": N_(
        "The list of campaigns on the server, data/campaigns.csv, cannot be read. Nothing was "
        "changed."
    ),
    "empty": N_("The register has no accepted rows. Nothing was changed."),
    "illustrative": N_(
        "The register has rows that are marked as illustrative (invented) data. Only a real "
        "register can be published. Nothing was changed."
    ),
    "differs": N_(
        "The check failed: the saved register does not match the uploaded one. Nothing was "
        "changed. Tell the administrator."
    ),
    "names": N_(
        "Texts that may name a person have no answer. Nothing was changed. Upload the register as "
        "one file and answer the questions about it."
    ),
    "same": N_("This register is already published. Nothing was changed."),
    "busy": N_("Another editor is publishing at this moment. Nothing was changed; try again."),
    "stale": N_(
        "The data changed after you reviewed them. Nothing was changed; review them again."
    ),
    "nothing": N_("There is no publication to undo. Nothing was changed."),
    "full": N_("The disk of the server is full. Nothing was changed. Tell the administrator."),
    "engine": N_(
        "The register of this campaign is in a database engine and can only be changed there. "
        "Nothing was changed."
    ),
    "unwritable": N_(
        "The server has no permission to write to its data folder. Nothing was changed. Tell "
        "the administrator."
    ),
}
SUCCESS_MESSAGES: Mapping[str, str] = {
    "published": N_("The register is published: everyone sees it now."),
    "undone": N_("The publication was undone: everyone sees the previous data again."),
}


def show_publishing(view: View) -> None:
    """Show the editors' part; nothing unless signing in is configured and editors are named."""
    if not editor_addresses():
        return
    text = view.text
    with st.container(key="editor", border=True):
        st.html(f"<h2>{escape(text('For editors'))}</h2>")
        status = sign_in_status()
        if status == "out":
            show_sign_in(text)
            return
        show_account(text)
        if status != "editor":
            st.html(f'<p class="summary" role="status">{escape(text(STATUS_MESSAGES[status]))}</p>')
            return
        outcome = str(st.session_state.get(OUTCOME_KEY, ""))
        if outcome in SUCCESS_MESSAGES:
            st.html(notice(text(SUCCESS_MESSAGES[outcome])))
        elif outcome in ERROR_MESSAGES:
            st.html(notice(text(ERROR_MESSAGES[outcome]), kind="error", role="alert"))
        _show_publish_button(view)
        _show_publications(view)


def _show_publish_button(view: View) -> None:
    text, edition = view.text, _published_edition(view)
    request: PublishRequest | None = st.session_state.get(REQUEST_KEY)
    shown = (edition, view.campaign.fingerprint)
    if not session_registers.registers():
        words = text("Upload a register above; then you can publish it for everyone.")
        st.html(paragraphs([words]))
    elif edition is None:
        words = text(
            "Above, choose the campaign whose register is to be replaced; then you can publish "
            "your register for everyone."
        )
        st.html(paragraphs([words]))
    elif request and (request.edition, request.fingerprint) == shown:
        _show_confirmation(view, request)
    else:
        key, icon = f"publish:{text.lang}", ":material/publish:"
        show_button(text("Publish for everyone"), key, prepare_request, *shown, icon=icon)


def _show_confirmation(view: View, request: PublishRequest) -> None:
    """Show the register before and after, what is excluded, and the button that publishes."""
    text = view.text
    edition = campaign_cache.current().editions[request.edition]
    frame, excluded_count = combined_register(request.edition)
    lines = [
        text("Now: {figures}.", figures=_describe_register(edition.activities, text)),
        text("After publishing: {figures}.", figures=_describe_register(frame, text)),
        *([change_line(*request.change, text)] if request.change else []),
        *(
            text(
                "{question} You have not answered this question: the new version will be "
                "published instead of the previous one.",
                question=question_title(version, text),
            )
            for version in session_files.upload_order().open_questions()
        ),
        text(
            "Everyone will see the new register at once. The current register is saved and can "
            "be restored."
        ),
    ]
    if edition.illustrative:
        lines.append(
            text(
                "Publication removes the disclaimer about illustrative (invented) data: "
                "publish only a real register."
            )
        )
    registers = session_registers.registers()
    has_more_columns = any(set(report.extra) - MARK_COLUMNS for report in registers)
    if has_more_columns or session_registers.other_files():
        lines.append(
            text(
                "Boundaries, population files and columns that are not in the data dictionary are "
                "not published."
            )
        )
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(
        f'<div class="notice" role="status"><p>{escape(edition.title(text))}</p>'
        f"<ul>{items}</ul></div>"
    )
    is_confirmed = True
    if excluded_count:
        rows = text.n("Exclude {n} row with errors", "Exclude {n} rows with errors", excluded_count)
        is_confirmed = st.checkbox(rows, key=EXCLUSION_KEY)
    with st.container(horizontal=True):
        show_button(
            text("Publish now"),
            f"publish-now:{text.lang}",
            publish_register,
            kind="primary" if is_confirmed else "secondary",
            disabled=not is_confirmed,
        )
        key = f"publish-not:{text.lang}"
        show_button(text("Do not publish"), key, drop_request, kind="tertiary")


def _show_publications(view: View) -> None:
    """Show the last publication of each edition, with a button to undo it."""
    text, data = view.text, campaign_cache.folders().data
    for name, edition in campaign_cache.current().editions.items():
        publication = publish.last_publication(data, name)
        if publication is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            publication_line = text(
                "{campaign}: published on {date}.",
                campaign=edition.title(text),
                date=clock.day_of(publication.time),
            )
            st.html(paragraphs([publication_line]))
            key, stamp = f"publish-undo:{name}:{text.lang}", publish.stamp(data, name)
            label, icon = text("Undo publication"), ":material/undo:"
            show_button(label, key, undo_publication, name, stamp, icon=icon)


def _published_edition(view: View) -> str | None:
    """Return the edition that the uploaded register can be published as; None if not known.

    Of several campaigns it is the selected one, if the server has it.
    """
    own_editions, selected = view.campaign.own_editions, view.selection.edition
    if session_registers.replaced_edition() in own_editions.values():
        return session_registers.replaced_edition()
    names = sorted(own_editions, key=lambda name: own_editions[name] != selected)
    return next((name for name in names if name in campaign_cache.current().editions), None)


def _describe_register(frame: pd.DataFrame | None, text: Text) -> str:
    if frame is None:
        return text("no register")
    parts = [text.n("{n} activity", "{n} activities", len(frame))]
    people = frame["reached"].sum(min_count=1)
    if pd.notna(people):
        parts.append(text("people reached: {n}", n=float(people)))
    return ", ".join(parts)
