"""The files a reader brought in this session, and the campaign as that reader sees it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import streamlit as st

from campaign.charts.geometry.browser_files import BrowserGeometry, private
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import OWN, Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.options import AS_IT_IS, DetectedOptions, RequestedOptions
from campaign.ingest.population import beside_boundaries
from campaign.ingest.register import Progress
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.reuse import FormerReading, Reuse, reuse
from campaign.ingest.succession import Answer, Comparisons, Succession, Upload, resolve
from campaign.ingest.versions import same_name
from campaign.schema.issues import Issue
from campaign.ui import state

_UNREAD = rejected_report("", Issue("", "no_file"))
MOST_FILES = 20
MOST_BYTES = 200 * 2**20
"""What one reader's files may weigh in memory together."""


@dataclass(frozen=True, eq=False)
class SessionFile:
    """One file: its bytes, what its owner wants decided, and what became of it.

    `content` is empty where the file was refused: nothing of it is kept but the places of what
    must be cleaned. `drawn` are its boundaries, None for any other file. `name` is the name it
    was uploaded with, `file` the one it has here. `detected` is how it would be read by itself,
    `reuse` what was used again of the decisions on a former version, `answer` what its owner said
    of it as a new version.
    """

    number: int
    file: str
    content: bytes
    requested: RequestedOptions
    report: FileReport
    drawn: BrowserGeometry | None = None
    name: str = ""
    detected: DetectedOptions | None = None
    reuse: Reuse | None = None
    answer: Answer | None = None

    @property
    def register(self) -> ValidationReport | None:
        """The register of which rows count, None for any other file."""
        report = self.report
        is_one = (
            isinstance(report, ValidationReport) and report.table == "activities" and report.usable
        )
        return report if is_one and isinstance(report, ValidationReport) else None


def files() -> list[SessionFile]:
    """The files of this session in the order they came."""
    found: list[SessionFile] = st.session_state.setdefault("brought", [])
    return found


def file(number: int) -> SessionFile:
    """The file of this number; raises KeyError where there is none."""
    for one in files():
        if one.number == number:
            return one
    raise KeyError(number)


def add(
    campaign: Campaign, file: str, content: bytes, progress: Progress | None = None
) -> SessionFile:
    """Take a file in; the same bytes a second time take the place of the first, as it was read.

    A new version of a register that is here counts in its place, and has its name, until the
    owner says otherwise: see `succession`. Any other file of the same name stays beside the
    first, and its name gets a number. Where there is no room for one more, nothing of it is kept.
    """
    number = int(st.session_state.get("brought-count", 0)) + 1
    st.session_state["brought-count"] = number
    same = next((old for old in files() if content and old.content == content), None)
    others = [old for old in files() if old is not same]
    sizes = [len(old.content) for old in others if old.content]
    if len(sizes) >= MOST_FILES or sum(sizes) + len(content) > MOST_BYTES:
        params = {"files": str(MOST_FILES), "limit": str(MOST_BYTES // 2**20)}
        full = rejected_report(file, Issue(file, "no_room", params=params))
        new = SessionFile(number, file, b"", AS_IT_IS, full, name=file)
        st.session_state["brought"] = [*others, new]
        return new
    if same is not None:
        return _again(campaign, same, number, file)
    new = _read(
        campaign, SessionFile(number, file, content, AS_IT_IS, _UNREAD, name=file), progress
    )
    if isinstance(new.report, ValidationReport):
        new = replace(new, detected=new.report.detected)
        new = _with_former_decisions(campaign, new)
    st.session_state["brought"] = [*others, new]
    return _named(new)


def _again(campaign: Campaign, same: SessionFile, number: int, file: str) -> SessionFile:
    """The same bytes once more: they stay where they stand, or come last where another version
    counts in their place."""
    replaced = succession().replaced_by(same.number) is not None
    new = replace(same, number=number, name=file, answer=None if replaced else same.answer)
    new = _read(campaign, new)
    others = [new if old is same else old for old in files()]
    if replaced:
        others = [*(old for old in others if old is not new), new]
    st.session_state["brought"] = others
    return _named(new)


def answer(number: int, said: Answer | None) -> None:
    """Let a new version replace the former one, or count beside it; None takes the answer back."""
    st.session_state["brought"] = [
        replace(old, answer=said) if old.number == number else old for old in files()
    ]
    for file in files():
        if file.number == number:
            _named(file)


def decide(campaign: Campaign, number: int, requested: RequestedOptions) -> None:
    """Read a file again as its owner wants it read."""
    st.session_state["brought"] = [
        _read(campaign, replace(old, requested=requested)) if old.number == number else old
        for old in files()
    ]


def forget(number: int | None = None) -> None:
    """Forget one file, or all of them, and all that was made of them."""
    left = [old for old in files() if number is not None and old.number != number]
    st.session_state["brought"] = left
    for key in ("made", "seen", "succession", "comparisons"):
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
    state.change(lambda chosen, _: replace(chosen.without_filters(), edition=edition))


def succession() -> Succession:
    """Which of the registers count, and which are new versions of which."""
    now = files()
    kept = st.session_state.get("succession")
    # Files never change: another list of the very same ones has the same succession.
    if kept is None or kept[0] != now:
        comparisons = st.session_state.setdefault("comparisons", Comparisons())
        uploads = [
            Upload(file.number, file.name, file.register, file.answer)
            for file in now
            if file.register is not None
        ]
        kept = (list(now), resolve(uploads, comparisons))
        st.session_state["succession"] = kept
    found: Succession = kept[1]
    return found


def registers() -> tuple[ValidationReport, ...]:
    """The registers of which rows count; a replaced version is none of them."""
    counting = succession().counting
    return tuple(f.register for f in files() if f.register is not None and f.number in counting)


def others() -> tuple[SessionFile, ...]:
    """The files that are no register: boundaries, population, files that could not be used."""
    return tuple(file for file in files() if file.register is None)


def campaign_with_files(campaign: Campaign) -> Campaign:
    """The campaign with the reader's own files in it; the very same where there are none."""
    own = _own()
    if own is None:
        st.session_state.pop("seen", None)
        return campaign
    key = (campaign.fingerprint, own.digest)
    kept = st.session_state.get("seen")
    if kept is None or kept[0] != key:
        kept = (key, overlay_user_data(campaign, own))
        st.session_state["seen"] = kept
    made: Campaign = kept[1]
    return made


def beside_the_others(file: SessionFile) -> SessionFile:
    """The file as it stands among the others: boundaries may answer what its figures lack."""
    outlines = [
        f.report for f in files() if isinstance(f.report, BoundaryFile) and f.drawn is not None
    ]
    if (
        not outlines
        or not isinstance(file.report, ValidationReport)
        or file.report.table != "population"
    ):
        return file
    return replace(file, report=beside_boundaries(file.report, outlines[-1].merged_units))


def _with_former_decisions(campaign: Campaign, new: SessionFile) -> SessionFile:
    """The file read with what still fits of the decisions on the version before it."""
    former = _former(new)
    if former is None or not isinstance(former.report, ValidationReport):
        return new
    before = {*succession().earlier(former.number), former.number}
    chain = [file.requested for file in files() if file.number in before]
    earlier = FormerReading(
        former.requested,
        former.report.detected,
        former.detected,
        {key: code for requested in chain for key, code in requested.codes.items()},
        {key: public for requested in chain for key, public in requested.public_texts.items()},
    )

    def read(requested: RequestedOptions) -> ValidationReport:
        report = ingest_file(new.content, new.file, campaign, requested=requested)
        assert isinstance(report, ValidationReport)
        return report

    assert isinstance(new.report, ValidationReport)
    found, report = reuse(earlier, read, new.report)
    return replace(new, requested=found.requested, report=report, reuse=found)


def _former(new: SessionFile) -> SessionFile | None:
    """The register that a file is a new version of, the last of several.

    A file that cannot be read by itself yet is progress by its name.
    """
    counting = {f.number: f for f in files() if f.number in succession().counting}
    if new.register is None:
        named = [f for f in counting.values() if same_name(f.name, new.name)]
        return named[-1] if named and new.report.status != "refused" else None
    uploads = [Upload(n, f.name, f.register) for n, f in counting.items() if f.register]
    version = resolve([*uploads, Upload(new.number, new.name, new.register)]).version(new.number)
    return counting[version.of[-1]] if version else None


def _named(new: SessionFile) -> SessionFile:
    """The file under its own name; with a number where another file has it and is not replaced."""
    names = {
        old.file
        for old in files()
        if old is not new and succession().replaced_by(old.number) is None
    }
    stem, dot, ending = new.name.rpartition(".")
    at, name = 1, new.name
    while name in names:
        at += 1
        name = f"{stem} ({at}){dot}{ending}" if stem else f"{new.name} ({at})"
    if name == new.file:
        return new
    renamed = replace(new, file=name, report=_relabelled(new.report, name))
    st.session_state["brought"] = [renamed if old is new else old for old in files()]
    return renamed


def _relabelled(report: FileReport, name: str) -> FileReport:
    issues = tuple(replace(issue, file=name) for issue in report.issues)
    repairs = tuple(replace(repair, file=name) for repair in report.corrections)
    return replace(report, file=name, issues=issues, corrections=repairs)


def _read(campaign: Campaign, file: SessionFile, progress: Progress | None = None) -> SessionFile:
    """The file read as its owner wants it."""
    report = ingest_file(
        file.content, file.file, campaign, requested=file.requested, progress=progress
    )
    shapes = report.shapes if isinstance(report, BoundaryFile) else None
    return replace(
        file,
        content=b"" if report.status == "refused" else file.content,
        report=report,
        drawn=None if shapes is None else private(shapes),
    )


def _own() -> UserData | None:
    outlines = [f for f in files() if f.drawn is not None]
    people = [
        f.report
        for f in files()
        if isinstance(f.report, ValidationReport)
        and f.report.table == "population"
        and f.report.usable
    ]
    if not registers() and not outlines and not people:
        return None
    digest = hashlib.sha256(repr(place()).encode())
    for file in files():
        detected = repr((file.file, file.requested, file.answer)).encode()
        digest.update(hashlib.sha256(file.content).digest() + detected)
    newest = outlines[-1] if outlines else None
    return UserData(
        registers=registers(),
        replaces=place(),
        boundaries=newest.report if newest and isinstance(newest.report, BoundaryFile) else None,
        geometry=newest.drawn.token if newest and newest.drawn else "",
        population=people[-1].frame if people else None,
        digest=digest.hexdigest(),
    )
