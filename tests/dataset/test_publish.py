"""Publishing writes all or nothing, keeps what was there, and gives it back."""

from __future__ import annotations

import builtins
import errno
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from campaign.dataset import campaign_cache, editors, publish
from campaign.dataset.campaigns_csv import InvalidCampaignList, status_in, with_status
from campaign.dataset.editors import SIGNED_IN_SECONDS, Editor, editor_addresses, signed_in_editor
from campaign.dataset.load import Folders
from campaign.dataset.publish import PublishError, last_publication, register_bytes, stamp
from campaign.domain.campaign import Campaign
from campaign.ingest.options import RequestedOptions
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.reference import campaign_reference
from campaign.ingest.register import ingest_register

ANNA = Editor("0123456789ab")
OFFICE = """date,oblast,type,reached,note
2017-08-01,KG-N,lecture,120,"первая строка
вторая, с запятой"
2017-08-02,KG-GO,lecture,0,
2017-08-03,KG-T,lecture,,=1+1
"""


@dataclass(frozen=True)
class Desk:
    """A data folder of its own, and what an editor does with it."""

    data: Path
    frame: pd.DataFrame
    campaign: Campaign

    @property
    def register(self) -> Path:
        return self.data / "2017" / "activities.csv"

    def publish(self, edition: str = "2017", seen: str = "", frame: Any = None) -> str:
        seen = seen or stamp(self.data, edition)
        rows = self.frame if frame is None else frame
        return publish.publish(self.data, self.campaign, edition, rows, seen, ANNA)

    def undo(self, edition: str = "2017", seen: str = "") -> str:
        return publish.undo(self.data, edition, seen or stamp(self.data, edition), ANNA)

    def files(self) -> dict[str, bytes]:
        """Every file by its path, the lock aside; a folder by its path with nothing."""
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in sorted(self.data.rglob("*"))
            if path.name != publish.LOCK
        }


@pytest.fixture
def desk(
    tmp_path: Path, folders: Folders, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    shutil.copytree(folders.data, tmp_path / "data")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    read = ingest_register(OFFICE.encode(), "office.csv", campaign_reference(campaign))
    assert read.accepted == 3
    return Desk(tmp_path / "data", read.frame, campaign)


def test_everyone_sees_what_was_published_and_then_what_was_before(desk: Desk) -> None:
    before = desk.files()
    desk.publish()
    edition = campaign_cache.current().editions["2017"]
    assert edition.status == "register" and edition.activities is not None
    assert edition.activities["reached"].fillna(-1).tolist() == [120, 0, -1]
    assert edition.issues == ()
    desk.undo()
    after = desk.files()
    undone = [name for name in after if name.endswith("Z-undone.csv")]
    assert after[undone[0]] == register_bytes(desk.frame)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"2017/former", undone[0]}
    assert campaign_cache.current().editions["2017"].illustrative


def failing_at(target: Path) -> Any:
    """`os.replace` on a disk that does not let this one file be replaced."""
    replace = os.replace

    def refused(source: Path, place: Path) -> None:
        if place == target:
            raise OSError(errno.EIO, "no")
        replace(source, place)

    return refused


def test_a_text_that_its_owner_called_public_is_published(
    desk: Desk, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = 'Сказки А.С. Пушкина, "вслух"'
    rows = OFFICE.replace("=1+1", '"' + title.replace('"', '""') + '"')
    against = campaign_reference(campaign)
    answers = RequestedOptions(public_texts={text_key(title): True})
    read = ingest_register(rows.encode(), "office.csv", against, requested=answers)
    assert read.status == "clean"
    before = desk.files()
    with monkeypatch.context() as broken:
        broken.setattr(publish.os, "replace", failing_at(desk.register))
        with pytest.raises(PublishError):
            desk.publish(frame=read.frame)
    assert desk.files() == before
    for _ in range(2):
        desk.publish(frame=read.frame)
        edition = campaign_cache.current().editions["2017"]
        assert edition.activities is not None and edition.issues == ()
        assert edition.activities["note"].tolist()[-1] == title
        desk.undo()
    # Known from now on: a file that is uploaded or checked is not asked about it again.
    known = campaign_reference(campaign_cache.current())
    assert ingest_register(rows.encode(), "office.csv", known).status == "clean"
    (desk.data / "public_texts.csv").unlink()
    asked = ingest_register(
        rows.encode(), "office.csv", campaign_reference(campaign_cache.current())
    )
    assert [name.text for name in asked.possible_names] == [title]
    assert not [path for path in desk.data.rglob("*.new") if path.is_file()]


def test_what_is_written_is_what_the_contract_says(desk: Desk) -> None:
    desk.publish()
    content = desk.register.read_bytes()
    lines = content.decode("utf-8").split("\n")
    assert lines[0].startswith("activity_id,date,end_date,oblast,") and lines[-1] == ""
    assert lines[1] == (
        ',2017-08-01,,KG-N,,,lecture,,,,,120,,,,,,,"первая строка вторая, с запятой"'
    )
    assert lines[2] == ",2017-08-02,,KG-GO,,,lecture,,,,,0,,,,,,,"
    assert lines[3] == ",2017-08-03,,KG-T,,,lecture,,,,,,,,,,,,=1+1"
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
    former = last_publication(desk.data, "2017")
    assert former is not None and former.status == "illustrative"


def test_the_shipped_register_is_written_as_it_stands(desk: Desk, campaign: Campaign) -> None:
    shipped = campaign.editions["2017"].activities
    assert shipped is not None
    assert register_bytes(shipped) == desk.register.read_bytes()


@pytest.mark.parametrize(
    ("head", "cells", "rows"), [("№", ("1", "2", "3"), 2), ("Класс", ("7а", "7б", "7а"), 3)]
)
def test_rows_alike_in_all_that_is_written_are_published(
    desk: Desk, head: str, cells: tuple[str, ...], rows: int
) -> None:
    days = ("2017-08-01", "2017-08-01", "2017-08-02")
    lines = [f"{n},{day},KG-N,lecture,A-001,30" for n, day in zip(cells, days, strict=True)]
    content = "\n".join((f"{head},date,oblast,type,title,reached", *lines)).encode()
    read = ingest_register(content, "office.csv", campaign_reference(desk.campaign))
    assert read.accepted == rows
    desk.publish(frame=read.frame)
    written = campaign_cache.current().editions["2017"].activities
    assert written is not None and written["reached"].tolist() == [30] * rows
    codes = ["A-001", "A-002", ""] if rows == 3 else ["", ""]
    assert written["activity_id"].tolist() == codes


def test_publications_are_taken_back_one_by_one(desk: Desk) -> None:
    states = [desk.register.read_bytes()]
    for rows in (desk.frame, desk.frame.iloc[:2], desk.frame):
        desk.publish(frame=rows)
        states.append(desk.register.read_bytes())
    for wanted in reversed(states[:-1]):
        desk.undo()
        assert desk.register.read_bytes() == wanted
    with pytest.raises(PublishError, match="nothing"):
        desk.undo()


def test_an_edition_without_a_register_gets_one_and_loses_it_again(desk: Desk) -> None:
    before = desk.files()
    desk.publish("2018")
    assert campaign_cache.current().editions["2018"].totals is not None
    desk.undo("2018")
    assert {name: desk.files()[name] for name in before} == before
    assert not (desk.data / "2018" / "activities.csv").exists()
    assert campaign_cache.current().editions["2018"].status == "published_only"


def test_a_register_changed_by_hand_is_no_publication(desk: Desk) -> None:
    desk.publish()
    desk.register.write_bytes(desk.register.read_bytes() + b"\n")
    assert last_publication(desk.data, "2017") is None


# Whatever fails --------------------------------------------------------------------------------


class Failing:
    """Lets the system's calls through and fails at the one whose turn it is.

    Reading back is left out: it comes before the first step and writes nothing.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        monkeypatch.setattr(publish, "_read_back", lambda *_: None)
        self.turn, self.calls, self.code = 0, 0, code
        for module, name in (
            (os, "open"),
            (os, "replace"),
            (os, "fsync"),
            (Path, "mkdir"),
            (Path, "unlink"),
            (Path, "read_bytes"),
            (shutil, "copymode"),
            (builtins, "open"),
        ):
            monkeypatch.setattr(module, name, self._turned(getattr(module, name)))

    def _turned(self, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.turn:
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call

    def at(self, turn: int) -> None:
        self.turn, self.calls = turn, 0


def failures(desk: Desk, failing: Failing, act: Any) -> Iterator[tuple[str, bool]]:
    """The act, failing at its first call, its second …, until it comes through."""
    for turn in range(1, 200):
        seen = stamp(desk.data, "2017")
        failing.at(turn)
        try:
            act(seen)
        except PublishError as failed:
            failing.at(0)
            yield failed.reason, False
        else:
            reached = failing.calls >= turn
            failing.at(0)
            yield "", reached
            if not reached:
                return
    raise AssertionError("it never came through")


@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "full"), (errno.EROFS, "unwritable")])
def test_a_publication_that_fails_anywhere_changes_nothing(
    desk: Desk, code: int, reason: str
) -> None:
    before, published = desk.files(), register_bytes(desk.frame)
    failed = 0
    with pytest.MonkeyPatch.context() as patched:
        failing = Failing(patched, code)
        for said, done in failures(desk, failing, lambda seen: desk.publish(seen=seen)):
            after = desk.files()
            if said:
                failed += 1
                assert (said, after) == (reason, before)
                continue
            # What failed was only the tidying up after the last step.
            assert after["2017/activities.csv"] == published
            assert not [name for name in after if name.endswith(publish.NEW)]
            assert status_in(after["campaigns.csv"], "2017") == "register"
            if done:
                shutil.rmtree(desk.data / "2017" / "former")
                desk.register.write_bytes(before["2017/activities.csv"])
                (desk.data / "campaigns.csv").write_bytes(before["campaigns.csv"])
    assert failed >= 12


def test_an_undo_that_fails_anywhere_changes_nothing(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    failed = 0
    with pytest.MonkeyPatch.context() as patched:
        failing = Failing(patched, errno.EIO)
        for said, _ in failures(desk, failing, lambda seen: desk.undo(seen=seen)):
            if not said:
                break
            failed += 1
            assert (said, desk.files()) == ("unwritable", before)
    assert failed >= 12
    assert campaign_cache.current().editions["2017"].illustrative


def test_a_disk_that_gives_nothing_back_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = desk.register.read_bytes(), os.replace

    def replace(old: Path, new: Path) -> None:
        if new.name == publish.LIST or new == desk.register and old.parent.name == "former":
            raise OSError(errno.EIO, "broken")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PublishError, match="unwritable"):
        desk.publish()
    assert before in [path.read_bytes() for path in (desk.data / "2017" / "former").iterdir()]


def test_what_a_killed_process_left_is_swept_away(desk: Desk) -> None:
    left = desk.data / "2017" / f".activities.csv.00000000{publish.NEW}"
    left.write_bytes(b"half")
    desk.publish()
    assert not left.exists()


# Two editors, wrong orders ---------------------------------------------------------------------


def test_whoever_looked_before_a_change_looks_again(desk: Desk) -> None:
    seen = stamp(desk.data, "2017")
    desk.publish()
    for act in (desk.publish, desk.undo):
        before = desk.files()
        with pytest.raises(PublishError, match="stale"):
            act(seen=seen)
        assert desk.files() == before


def test_a_second_editor_waits_for_the_first(desk: Desk) -> None:
    with publish._alone(desk.data):
        for act in (desk.publish, desk.undo):
            with pytest.raises(PublishError, match="busy"):
                act()
    desk.publish()


def test_the_same_register_twice_is_told(desk: Desk) -> None:
    desk.publish()
    with pytest.raises(PublishError, match="same"):
        desk.publish()


@pytest.mark.parametrize("edition", ["own", "2016", "..", "../2017", "2017/former", ""])
def test_only_editions_of_the_list(desk: Desk, edition: str) -> None:
    before = desk.files()
    with pytest.raises(PublishError, match="unknown"):
        publish.publish(desk.data, desk.campaign, edition, desk.frame, "", ANNA)
    with pytest.raises(PublishError, match=r"unknown|stale"):
        publish.undo(desk.data, edition, "", ANNA)
    assert desk.files() == before


def test_a_register_that_would_not_read_the_same_stays_out(desk: Desk) -> None:
    spoilt = desk.frame.assign(oblast="XX")
    before = desk.files()
    with pytest.raises(PublishError, match="differs"):
        desk.publish(frame=spoilt)
    with pytest.raises(PublishError, match="empty"):
        desk.publish(frame=desk.frame.iloc[:0])
    assert desk.files() == before


def test_the_log_says_who_and_what_without_a_name(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        digest = desk.publish()
    said = [
        record.getMessage()
        for record in caplog.records
        if record.name == "campaign.dataset.publish"
    ]
    assert said == [
        f"register published: edition 2017, rows 3, digest {digest}, editor {ANNA.mark}"
    ]


# The list of campaigns -------------------------------------------------------------------------

LISTS = (
    b"campaign_id,status,note\n2017,illustrative,a\n2018,published_only,b\n",
    b'\xef\xbb\xbfcampaign_id,note,status\r\n2017,"a""x,\r\ny",illustrative\r\n2018, b ,x\r\n',
    b'"campaign_id","status"\n"2017","illustrative"\n\n2018,x',
    b"status,campaign_id\nillustrative,2017",
    b"campaign_id,status,note\n2017,illustrative,",
    b"campaign_id,status,source,note\n2018,x,,\n2017,illustrative,,",
)


@pytest.mark.parametrize("listed", LISTS)
def test_only_the_status_changes(listed: bytes) -> None:
    assert status_in(listed, "2017") == "illustrative"
    changed = with_status(listed, "2017", "register")
    assert changed.replace(b"register", b"illustrative") in (
        listed,
        listed.replace(b'"illustrative"', b"illustrative"),
    )
    assert with_status(listed, "2017", "illustrative") is listed


def test_a_list_without_the_edition_is_told() -> None:
    with pytest.raises(KeyError):
        with_status(LISTS[0].replace(b"2017", b"1"), "2017", "register")


UNFIT = (b"", b"campaign_id\n2017\n", LISTS[0].replace(b",a", b",\xff"))


@pytest.mark.parametrize("listed", UNFIT)
def test_what_is_no_list_is_told(listed: bytes) -> None:
    with pytest.raises(InvalidCampaignList):
        with_status(listed, "2017", "register")


def test_a_list_whose_last_cell_is_empty_and_that_lacks_a_final_newline(desk: Desk) -> None:
    path = desk.data / publish.LIST
    rows = path.read_text(encoding="utf-8").splitlines()
    others = [row for row in rows if not row.startswith("2017,")]
    last = "2017,a,b,c,2017-07-31,2017-11-20,100,illustrative,s,"
    path.write_text("\n".join([*others, last]), encoding="utf-8")
    desk.publish()
    assert path.read_text(encoding="utf-8").endswith("100,register,s,")
    desk.undo()
    assert path.read_text(encoding="utf-8").endswith("100,illustrative,s,")


@pytest.mark.parametrize("listed", UNFIT)
def test_a_broken_list_is_not_a_list_without_the_campaign(desk: Desk, listed: bytes) -> None:
    desk.publish()
    (desk.data / publish.LIST).write_bytes(listed)
    before = desk.files()
    with pytest.raises(PublishError, match="list"):
        desk.publish(frame=desk.frame.iloc[:1])
    with pytest.raises(PublishError, match="list"):
        desk.undo()
    assert desk.files() == before


def test_a_fault_of_ours_is_not_taken_for_a_missing_campaign(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("ours")

    before = desk.files()
    monkeypatch.setattr(publish, "_kept", broken)
    with pytest.raises(KeyError, match="ours"):
        desk.publish()
    assert desk.files() == before


# Who is an editor ------------------------------------------------------------------------------

NAMED = editor_addresses(["Anna@Example.org ", "", 5, "nobody"])
CLAIMS = {"is_logged_in": True, "iss": "https://id", "sub": "1", "iat": 1000}


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        ({"email": "ANNA@example.ORG"}, "editor"),
        ({"email": "anna@example.org", "email_verified": True}, "editor"),
        ({"email": "anna@example.org", "email_verified": False}, "unverified"),
        ({"email": "anna@example.org", "email_verified": None}, "unverified"),
        ({"email": "anna@example.org", "email_verified": "false"}, "unverified"),
        ({"email": "boris@example.org"}, "stranger"),
        ({"email": "nobody"}, "stranger"),
        ({"email": ""}, "stranger"),
        ({"email": None}, "stranger"),
        ({}, "stranger"),
        ({"email": "anna@example.org", "is_logged_in": False}, "out"),
        ({"email": "anna@example.org", "is_logged_in": "yes"}, "out"),
        ({"email": "anna@example.org", "iat": None}, "ended"),
        ({"email": "anna@example.org", "iat": 1000 - SIGNED_IN_SECONDS}, "ended"),
    ],
)
def test_rights_follow_from_the_claims(claims: dict[str, Any], wanted: str) -> None:
    said = CLAIMS | claims
    assert signed_in_editor(said, NAMED, 1001) == wanted
    assert (editors.editor(said, NAMED, 1001) is not None) == (wanted == "editor")


def test_letters_that_only_look_alike_are_others() -> None:
    named = editor_addresses("kate@example.org")
    assert signed_in_editor(CLAIMS | {"email": "\u212aate@example.org"}, named, 1001) == "stranger"


@pytest.mark.parametrize("setting", [None, 5, [], "", {"emails": "a@b"}, ["x"]])
def test_without_a_list_of_editors_nobody_is_one(setting: Any) -> None:
    claims = CLAIMS | {"email": "a@b"}
    assert editors.editor(claims, editor_addresses(setting), 1001) is None


def test_an_editor_s_mark_tells_people_apart_and_names_none() -> None:
    one = editors.editor(CLAIMS | {"email": "anna@example.org"}, NAMED, 1001)
    two = editors.editor(CLAIMS | {"email": "anna@example.org", "sub": "2"}, NAMED, 1001)
    assert one is not None and two is not None and one.mark != two.mark
    assert len(one.mark) == 12 and "anna" not in one.mark
