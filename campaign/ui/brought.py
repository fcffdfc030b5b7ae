"""The files a reader brought in this session, and the campaign as that reader sees it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import streamlit as st

from campaign.edition import OWN, Campaign
from campaign.figures.drawn import Drawn, private
from campaign.intake.decided import AS_IT_IS, Wanted
from campaign.intake.door import Told
from campaign.intake.intake import Intake, stopped
from campaign.intake.outlines import Outlines
from campaign.intake.population import beside_outlines
from campaign.intake.taken import Taken, take_in_any
from campaign.own import Own, with_own
from campaign.problems import Problem
from campaign.ui import state

MOST_FILES = 20
MOST_BYTES = 200 * 2**20
"""What one reader's files may weigh in memory together."""


@dataclass(frozen=True, eq=False)
class Brought:
    """One file: its bytes, what its owner wants decided, and what became of it.

    `content` is empty where the file was refused: nothing of it is kept but the places of what
    must be cleaned. `drawn` are its boundaries, None for any other file.
    """

    number: int
    file: str
    content: bytes
    wanted: Wanted
    taken: Taken
    drawn: Drawn | None = None


def files() -> list[Brought]:
    """The files of this session in the order they came."""
    found: list[Brought] = st.session_state.setdefault("brought", [])
    return found


def add(campaign: Campaign, file: str, content: bytes, told: Told | None = None) -> Brought:
    """Take a file in; the same bytes a second time take the place of the first.

    Offices all send a “register.xlsx”: another file of the same name stays beside the first, and
    its name gets a number. Where there is no room for one more, nothing of it is kept.
    """
    number = int(st.session_state.get("brought-count", 0)) + 1
    st.session_state["brought-count"] = number
    kept = [old for old in files() if not content or old.content != content]
    sizes = [len(old.content) for old in kept if old.content]
    if len(sizes) >= MOST_FILES or sum(sizes) + len(content) > MOST_BYTES:
        params = {"files": str(MOST_FILES), "limit": str(MOST_BYTES // 2**20)}
        full = stopped(file, Problem(file, "no_room", params=params))
        new = Brought(number, file, b"", AS_IT_IS, full)
        st.session_state["brought"] = [*kept, new]
        return new
    new = _read(campaign, number, _free(file, kept), content, AS_IT_IS, told)
    st.session_state["brought"] = [*kept, new]
    return new


def decide(campaign: Campaign, number: int, wanted: Wanted) -> None:
    """Read a file again as its owner wants it read."""
    st.session_state["brought"] = [
        _read(campaign, number, old.file, old.content, wanted) if old.number == number else old
        for old in files()
    ]


def forget(number: int | None = None) -> None:
    """Forget one file, or all of them, and all that was made of them."""
    left = [old for old in files() if number is not None and old.number != number]
    st.session_state["brought"] = left
    for key in ("made", "seen"):
        st.session_state.pop(key, None)


def place() -> str | None:
    """The edition whose register the reader's own replaces; None: it stands beside them."""
    found: str | None = st.session_state.get("own-place")
    return found


def put(edition: str | None) -> None:
    """Let the own register replace this edition's, or stand beside all of them."""
    before = place() or OWN
    st.session_state["own-place"] = edition
    after = edition or OWN
    state.change(
        lambda chosen, _: replace(chosen, edition=after) if chosen.edition == before else chosen
    )


def show() -> None:
    """Turn the live selection to the own register, without filters."""
    edition = place() or OWN
    state.change(lambda chosen, _: replace(chosen.cleared(), edition=edition))


def registers() -> tuple[Intake, ...]:
    """The registers of which rows count."""
    return tuple(
        f.taken
        for f in files()
        if isinstance(f.taken, Intake) and f.taken.table == "activities" and f.taken.usable
    )


def seen(campaign: Campaign) -> Campaign:
    """The campaign with the reader's own files in it; the very same where there are none."""
    own = _own()
    if own is None:
        st.session_state.pop("seen", None)
        return campaign
    key = (campaign.fingerprint, own.digest)
    kept = st.session_state.get("seen")
    if kept is None or kept[0] != key:
        kept = (key, with_own(campaign, own))
        st.session_state["seen"] = kept
    made: Campaign = kept[1]
    return made


def beside_the_others(file: Brought) -> Brought:
    """The file as it stands among the others: boundaries may answer what its figures lack."""
    outlines = [f.taken for f in files() if isinstance(f.taken, Outlines) and f.drawn is not None]
    if not outlines or not isinstance(file.taken, Intake) or file.taken.table != "population":
        return file
    return replace(file, taken=beside_outlines(file.taken, outlines[-1].merged))


def _free(file: str, kept: list[Brought]) -> str:
    """The name, with a number behind it where another file already has it."""
    taken = {old.file for old in kept}
    stem, dot, ending = file.rpartition(".")
    at, name = 1, file
    while name in taken:
        at += 1
        name = f"{stem} ({at}){dot}{ending}" if stem else f"{file} ({at})"
    return name


def _read(
    campaign: Campaign,
    number: int,
    file: str,
    content: bytes,
    wanted: Wanted,
    told: Told | None = None,
) -> Brought:
    taken = take_in_any(content, file, campaign, wanted=wanted, told=told)
    if taken.status == "refused":
        content = b""
    shapes = taken.shapes if isinstance(taken, Outlines) else None
    return Brought(
        number, file, content, wanted, taken, None if shapes is None else private(shapes)
    )


def _own() -> Own | None:
    outlines = [f for f in files() if f.drawn is not None]
    people = [
        f.taken
        for f in files()
        if isinstance(f.taken, Intake) and f.taken.table == "population" and f.taken.usable
    ]
    if not registers() and not outlines and not people:
        return None
    digest = hashlib.sha256(repr(place()).encode())
    for file in files():
        digest.update(hashlib.sha256(file.content).digest() + repr(file.wanted).encode())
    newest = outlines[-1] if outlines else None
    return Own(
        registers=registers(),
        replaces=place(),
        outlines=newest.taken if newest and isinstance(newest.taken, Outlines) else None,
        geometry=newest.drawn.token if newest and newest.drawn else "",
        residents=people[-1].frame if people else None,
        digest=digest.hexdigest(),
    )
