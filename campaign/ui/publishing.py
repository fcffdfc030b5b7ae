"""What editors have on the page “Data”: signing in, publishing for everyone, taking it back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache, editors, publish
from campaign.dataset.editors import Editor
from campaign.dataset.publish import PublishError
from campaign.domain import clock
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import N_, Text
from campaign.ingest.combine import combine_registers
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions import compare_versions
from campaign.ui import state
from campaign.ui.markdown import plain
from campaign.ui.upload import session_files
from campaign.ui.upload.versions import change_line
from campaign.ui.upload.versions import title as version_title

NEEDED = ("client_id", "client_secret", "server_metadata_url")
STANDINGS: Mapping[str, str] = {
    "stranger": N_("You are not an editor of this dashboard: only you see what you bring."),
    "ended": N_("You signed in too long ago to publish. Sign out and sign in again."),
    "unverified": N_(
        "The service you signed in with has not verified your e-mail address, so you cannot "
        "publish."
    ),
}
REASONS: Mapping[str, str] = {
    "rights": N_("Only a signed-in editor can publish. Nothing was changed."),
    "rows": N_("Confirm first that rows with errors are left out. Nothing was changed."),
    "unknown": N_("The list of campaigns has no such campaign. Nothing was changed."),
    "list": N_(
        "The list of campaigns on the server, data/campaigns.csv, cannot be read. Nothing was "
        "changed."
    ),
    "empty": N_("The register has no rows that count. Nothing was changed."),
    "differs": N_(
        "Written and read again, the register would not be the same. Nothing was changed."
    ),
    "same": N_("This very register is already published. Nothing was changed."),
    "busy": N_("Another editor is publishing at this moment. Nothing was changed; try again."),
    "stale": N_("The data changed after you looked. Nothing was changed; look again."),
    "nothing": N_("There is no publication to undo. Nothing was changed."),
    "full": N_("The disk of the server is full. Nothing was changed."),
    "unwritable": N_("The server may not write to its data folder. Nothing was changed."),
}
DONE: Mapping[str, str] = {
    "published": N_("The register is published: everyone sees it now."),
    "undone": N_("The publication was undone: everyone sees what was there before."),
}
_ASKED, _SAID, _WITHOUT = "publish-asked", "publish-said", "publish-without"


@dataclass(frozen=True)
class PublishRequest:
    """What an editor was shown before confirming: the edition, all figures, the files on disk.

    `change` counts what publishing adds, changes and removes, None where the register on show is
    invented or there is none.
    """

    edition: str
    fingerprint: str
    stamp: str
    change: tuple[int, int, int] | None = None


def editor(view: View) -> None:
    """Nothing at all unless signing in is configured and editors are named."""
    if not _named():
        return
    text = view.text
    with st.container(key="editor", border=True):
        st.html(f"<h2>{escape(text('For editors'))}</h2>")
        found = editors.sign_in_status(_claims(), _named(), time.time())
        if found == "out":
            _sign_in(text)
            return
        _signed_in(text)
        if found != "editor":
            st.html(f'<p class="summary" role="status">{escape(text(STANDINGS[found]))}</p>')
            return
        _told(text)
        _publishing(view)
        _publications(view)


def _sign_in(text: Text) -> None:
    words = text(
        "Editors sign in to publish a register for everyone. Sign in first, then bring the file: "
        "signing in opens the pages anew."
    )
    st.html(f'<p class="summary">{escape(words)}</p>')
    providers = _providers()
    with st.container(horizontal=True):
        for provider in providers:
            label = text("Sign in")
            if len(providers) > 1:
                label = text("Sign in: {provider}", provider=plain(str(provider)))
            st.button(
                label,
                key=f"sign-in:{provider}:{text.lang}",
                icon=":material/login:",
                on_click=st.login,
                args=(provider,),
            )


def _signed_in(text: Text) -> None:
    claims = _claims()
    name = str(claims.get("email") or claims.get("name") or claims.get("sub") or "?")
    with st.container(horizontal=True, vertical_alignment="center"):
        said = text("Signed in as {name}", name=name)
        st.html(f'<p class="summary signed-in">{escape(said)}</p>')
        st.button(
            text("Sign out"),
            key=f"sign-out:{text.lang}",
            type="tertiary",
            icon=":material/logout:",
            on_click=st.logout,
        )


# Publishing ---------------------------------------------------------------------------------


def _publishing(view: View) -> None:
    text, registers = view.text, session_files.registers()
    target = _target(campaign_cache.current(), registers)
    if not registers:
        words = text("Bring a register above; then you can publish it for everyone.")
    elif target is None:
        words = text(
            "Choose above in place of which campaign’s register it stands; then you can publish "
            "it for everyone."
        )
    else:
        asked: PublishRequest | None = st.session_state.get(_ASKED)
        if asked and (asked.edition, asked.fingerprint) == (target, view.campaign.fingerprint):
            _confirm(view, asked)
        else:
            st.button(
                text("Publish for everyone"),
                key=f"publish:{text.lang}",
                icon=":material/publish:",
                on_click=_ask,
                args=(target, view.campaign.fingerprint),
            )
        return
    st.html(f'<p class="summary">{escape(words)}</p>')


def _confirm(view: View, asked: PublishRequest) -> None:
    """What is on show, what will be, what is left out; then the button that does it."""
    text = view.text
    standing = campaign_cache.current().editions[asked.edition]
    frame, left_out = _register()
    lines = [
        text("Now: {figures}.", figures=_figures(standing.activities, text)),
        text("After publishing: {figures}.", figures=_figures(frame, text)),
        *([change_line(*asked.change, text)] if asked.change else []),
        *_open_questions(text),
        text("Everyone sees it at once. The register on show is kept and can be brought back."),
    ]
    if standing.illustrative:
        lines.append(
            text("The mark of invented figures then goes away: publish only a real register.")
        )
    if _more_than_rows():
        lines.append(
            text(
                "Boundaries, population files and columns that are not in the data dictionary are "
                "not published."
            )
        )
    said = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(
        f'<div class="notice" role="status"><p>{escape(standing.title(text))}</p>'
        f"<ul>{said}</ul></div>"
    )
    agreed = True
    if left_out:
        rows = text.n("Leave out {n} row with errors", "Leave out {n} rows with errors", left_out)
        agreed = st.checkbox(rows, key=_WITHOUT)
    with st.container(horizontal=True):
        st.button(
            text("Publish now"),
            key=f"publish-now:{text.lang}",
            type="primary" if agreed else "secondary",
            disabled=not agreed,
            on_click=_publish,
        )
        st.button(
            text("Do not publish"),
            key=f"publish-not:{text.lang}",
            type="tertiary",
            on_click=_forget_asked,
        )


def _open_questions(text: Text) -> Iterator[str]:
    """What is published of a register of which nobody said whether it is a new version."""
    for version in session_files.succession().open_questions():
        yield text(
            "{question} Nobody has answered yet: the new version is published, and the former one "
            "is not.",
            question=version_title(version, text),
        )


def _publications(view: View) -> None:
    """The last publication of each edition that still stands, and the way back from it."""
    text = view.text
    for name, standing in campaign_cache.current().editions.items():
        last = publish.last_publication(campaign_cache.folders().data, name)
        if last is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            said = text(
                "{campaign}: published on {date}.",
                campaign=standing.title(text),
                date=clock.day_of(last.time),
            )
            st.html(f'<p class="summary">{escape(said)}</p>')
            st.button(
                text("Undo publication"),
                key=f"publish-undo:{name}:{text.lang}",
                icon=":material/undo:",
                on_click=_undo,
                args=(name, publish.stamp(campaign_cache.folders().data, name)),
            )


def _told(text: Text) -> None:
    """What became of the last thing asked for."""
    said = str(st.session_state.get(_SAID, ""))
    if said in DONE:
        st.html(f'<div class="notice" role="status"><p>{escape(text(DONE[said]))}</p></div>')
    elif said in REASONS:
        st.html(
            f'<div class="notice error" role="alert"><p>{escape(text(REASONS[said]))}</p></div>'
        )


# What the buttons do: each asks anew who is there -------------------------------------------


def _ask(edition: str, fingerprint: str) -> None:
    _forget_asked()
    data = campaign_cache.folders().data
    standing, change = campaign_cache.current().editions[edition], None
    if standing.activities is not None and not standing.illustrative:
        found = compare_versions(standing.activities, _register()[0])
        change = len(found.added), len(found.changed), len(found.removed)
    stamp = publish.stamp(data, edition)
    st.session_state[_ASKED] = PublishRequest(edition, fingerprint, stamp, change)


def _forget_asked() -> None:
    for key in (_ASKED, _SAID, _WITHOUT):
        st.session_state.pop(key, None)


def _publish() -> None:
    by = _editor()
    asked: PublishRequest | None = st.session_state.get(_ASKED)
    agreed = st.session_state.get(_WITHOUT) is True
    _forget_asked()
    if by is None:
        st.session_state[_SAID] = "rights"
        return
    campaign, registers = campaign_cache.current(), session_files.registers()
    if (
        asked is None
        or session_files.campaign_with_files(campaign).fingerprint != asked.fingerprint
        or not registers
    ):
        st.session_state[_SAID] = "stale"
        return
    frame, left_out = _register()
    if left_out and not agreed:
        st.session_state[_SAID] = "rows"
        return
    data = campaign_cache.folders().data
    try:
        publish.publish(data, campaign, asked.edition, frame, asked.stamp, by)
    except PublishError as failed:
        st.session_state[_SAID] = failed.reason
        return
    st.session_state[_SAID] = "published"
    _look_at(asked.edition)


def _undo(edition: str, seen: str) -> None:
    by = _editor()
    _forget_asked()
    if by is None:
        st.session_state[_SAID] = "rights"
        return
    try:
        publish.undo(campaign_cache.folders().data, edition, seen, by)
    except PublishError as failed:
        st.session_state[_SAID] = failed.reason
        return
    st.session_state[_SAID] = "undone"


def _look_at(edition: str) -> None:
    """Let the editor see what everyone sees: the own register has gone up in it."""
    for file in session_files.files():
        if isinstance(file.report, ValidationReport) and file.report.table == "activities":
            session_files.forget(file.number)
    st.session_state.pop("own-place", None)
    state.change(lambda chosen, _: replace(chosen.without_filters(), edition=edition))


# Figures ------------------------------------------------------------------------------------


def _target(campaign: Campaign, registers: tuple[ValidationReport, ...]) -> str | None:
    """The edition that the own register would stand for; None where that is not said."""
    named = session_files.place() or next((r.edition for r in registers if r.edition), None)
    return named if named in campaign.editions else None


def _register() -> tuple[pd.DataFrame, int]:
    """The rows that count of all registers brought, and how many rows do not."""
    registers = session_files.registers()
    together = combine_registers(registers)
    refused = sum(intake.rejected for intake in registers)
    return together.frame, refused + together.excluded


def _figures(frame: pd.DataFrame | None, text: Text) -> str:
    if frame is None:
        return text("no register")
    parts = [text.n("{n} activity", "{n} activities", len(frame))]
    reached = frame["reached"].sum(min_count=1)
    if pd.notna(reached):
        parts.append(text("people reached: {n}", n=float(reached)))
    return ", ".join(parts)


def _more_than_rows() -> bool:
    return bool(session_files.others()) or any(intake.extra for intake in session_files.registers())


# Who is there -------------------------------------------------------------------------------


def _editor() -> Editor | None:
    """The editor at this moment, as the server knows it; None for anyone else."""
    return editors.identify_editor(_claims(), _named(), time.time())


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def _named() -> frozenset[str]:
    """The editors; none where signing in is not configured: then nobody can publish."""
    if not _providers():
        return frozenset()
    section = st.secrets.get("editors")
    return editors.editor_addresses(section.get("emails") if isinstance(section, Mapping) else None)


def _providers() -> list[str | None]:
    """The identity providers that are wholly configured; None is the one without a name."""
    if not st.secrets.load_if_toml_exists():
        return []
    section = st.secrets.get("auth")
    if not isinstance(section, Mapping) or not {"redirect_uri", "cookie_secret"} <= set(section):
        return []
    found: list[str | None] = [None] if set(NEEDED) <= set(section) else []
    for name, provider in section.items():
        if isinstance(provider, Mapping) and set(NEEDED) <= set(provider):
            found.append(str(name))
    return found
