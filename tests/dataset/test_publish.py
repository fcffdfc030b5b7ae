"""A publication writes all files or none, copies the former register, and can be undone."""

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

from campaign.dataset import campaign_cache, editors, file_steps, load, publish
from campaign.dataset.editors import SIGNED_IN_SECONDS, Editor, editor_addresses, sign_in_status
from campaign.dataset.folders import CAMPAIGNS_FILE, Folders
from campaign.dataset.load_edition import load_edition
from campaign.dataset.publish import (
    InvalidCampaignListError,
    PublishError,
    last_publication,
    read_status,
    replace_status,
    stamp,
)
from campaign.dataset.register_csv import register_bytes
from campaign.domain.campaign import Campaign
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import make_replies

ANNA = Editor("0123456789ab")
OFFICE = """date,oblast,type,reached,note
2017-08-01,KG-N,lecture,120,"первая строка
вторая, с запятой"
2017-08-02,KG-GO,lecture,0,
2017-08-03,KG-T,lecture,,=1+1
"""


@dataclass(frozen=True)
class Desk:
    """A separate data folder, and the actions of an editor on it."""

    data: Path
    frame: pd.DataFrame
    campaign: Campaign

    @property
    def register(self) -> Path:
        return self.data / "2017" / "activities.csv"

    def publish(
        self,
        edition: str = "2017",
        expected_stamp: str = "",
        frame: Any = None,
        answers: tuple[str, ...] = (),
    ) -> str:
        expected_stamp = expected_stamp or stamp(self.data, edition)
        rows = self.frame if frame is None else frame
        return publish.publish(
            self.data, self.campaign, edition, rows, expected_stamp, ANNA, answers
        )

    def undo(self, edition: str = "2017", expected_stamp: str = "") -> str:
        return publish.undo(self.data, edition, expected_stamp or stamp(self.data, edition), ANNA)

    def files(self) -> dict[str, bytes]:
        """{path: content} of every file except the lock, and of folders with no content."""
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in sorted(self.data.rglob("*"))
            if path.name != file_steps.LOCK
        }


@pytest.fixture
def desk(
    tmp_path: Path, folders: Folders, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    shutil.copytree(folders.data, tmp_path / "data")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    report = ingest_register(OFFICE.encode(), "office.csv", campaign_reference(campaign))
    assert report.accepted == 3
    return Desk(tmp_path / "data", report.frame, campaign)


def test_everyone_sees_the_published_register_and_after_undo_the_former_one(desk: Desk) -> None:
    before = desk.files()
    desk.publish()
    edition = campaign_cache.current().editions["2017"]
    assert edition.status == "register" and edition.activities is not None
    assert edition.activities["reached"].fillna(-1).tolist() == [120, 0, -1]
    assert edition.issues == ()
    desk.undo()
    after = desk.files()
    copies = [name for name in after if name.endswith("Z-undone.csv")]
    assert after[copies[0]] == register_bytes(desk.frame)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"2017/former", copies[0]}
    assert campaign_cache.current().editions["2017"].illustrative


def test_invented_rows_are_not_published(desk: Desk, campaign: Campaign) -> None:
    before, invented = desk.files(), campaign.editions["2017"].activities
    assert invented is not None
    with pytest.raises(PublishError, match="illustrative"):
        desk.publish(frame=pd.concat([desk.frame, invented.tail(1)]))
    assert desk.files() == before


def test_marks_of_rows_are_published_and_read_again(desk: Desk, campaign: Campaign) -> None:
    lines = [
        "date,oblast,type,reached,budget",
        "2017-08-01,Алматы,lecture,120,5",
        "2017-08-02,KG-GO,Субботник,около 50,5",
        "2017-08-03,KG-T,lecture,,5",
    ]
    answers = {
        ("oblast", "алматы"): "other",
        ("type", "субботник"): "other",
        ("reached", "около 50"): "50",
    }
    reference = campaign_reference(campaign)
    replies = make_replies(answers)
    report = ingest_register("\n".join(lines).encode(), "o.csv", reference, replies=replies)
    assert report.status == "clean"
    desk.publish(frame=report.frame)
    edition = campaign_cache.current().editions["2017"]
    assert edition.activities is not None and edition.issues == ()
    rows = edition.activities
    marks = rows[["type_as_written", "oblast_as_written", "estimated"]].to_numpy().tolist()
    assert marks == [["", "Алматы", ""], ["Субботник", "", "reached"], ["", "", ""]]
    assert rows["oblast"].tolist() == ["other", "KG-GO", "KG-T"] and "budget" not in rows
    assert rows["reached"].fillna(-1).tolist() == [120, 50, -1]
    # A register without marks has no such columns.
    assert b"estimated" not in register_bytes(desk.frame)


def test_a_mark_with_personal_data_is_not_published(desk: Desk) -> None:
    frame = desk.frame.assign(type_as_written=["", "", "тел. 0555 12 34 56"])
    before = desk.files()
    with pytest.raises(PublishError, match="differs"):
        desk.publish(frame=frame)
    assert desk.files() == before


def replace_except(target: Path) -> Any:
    """Return an `os.replace` that fails for this file only."""
    replace = os.replace

    def replace_others(source: Path, place: Path) -> None:
        if place == target:
            raise OSError(errno.EIO, "no")
        replace(source, place)

    return replace_others


def test_a_text_that_its_owner_calls_public_is_published(
    desk: Desk, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = 'Сказки А.С. Примеровой, "вслух"'
    rows = OFFICE.replace("=1+1", '"' + title.replace('"', '""') + '"')
    reference = campaign_reference(campaign)
    answers = make_replies(public_text={text_key(title): True})
    report = ingest_register(rows.encode(), "office.csv", reference, replies=answers)
    assert report.status == "clean"
    before = desk.files()
    with monkeypatch.context() as patch:
        patch.setattr(publish.os, "replace", replace_except(desk.register))
        with pytest.raises(PublishError):
            desk.publish(frame=report.frame, answers=(text_key(title),))
    assert desk.files() == before
    for _ in range(2):
        desk.publish(frame=report.frame, answers=(text_key(title),))
        edition = campaign_cache.current().editions["2017"]
        assert edition.activities is not None and edition.issues == ()
        assert edition.activities["note"].tolist()[-1] == title
        desk.undo()
    # The text is now public, so that no later upload or check has a question about it.
    reference = campaign_reference(campaign_cache.current())
    assert ingest_register(rows.encode(), "office.csv", reference).status == "clean"
    (desk.data / "public_texts.csv").unlink()
    later_report = ingest_register(
        rows.encode(), "office.csv", campaign_reference(campaign_cache.current())
    )
    assert [name.text for name in later_report.possible_names] == [title]
    assert not [path for path in desk.data.rglob("*.new") if path.is_file()]


def test_a_published_register_follows_the_data_contract(desk: Desk) -> None:
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


def test_the_shipped_register_is_written_byte_for_byte(desk: Desk, campaign: Campaign) -> None:
    shipped = campaign.editions["2017"].activities
    assert shipped is not None
    assert register_bytes(shipped) == desk.register.read_bytes()


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("header", "cells", "rows"), [("№", ("1", "2", "3"), 2), ("Класс", ("7а", "7б", "7а"), 3)]
)
def test_rows_that_are_equal_in_written_columns_are_published(
    desk: Desk, header: str, cells: tuple[str, ...], rows: int
) -> None:
    days = ("2017-08-01", "2017-08-01", "2017-08-02")
    lines = [f"{n},{day},KG-N,lecture,A-001,30" for n, day in zip(cells, days, strict=True)]
    content = "\n".join((f"{header},date,oblast,type,title,reached", *lines)).encode()
    report = ingest_register(content, "office.csv", campaign_reference(desk.campaign))
    assert report.accepted == rows
    desk.publish(frame=report.frame)
    activities = campaign_cache.current().editions["2017"].activities
    assert activities is not None and activities["reached"].tolist() == [30] * rows
    codes = ["A-001", "A-002", ""] if rows == 3 else ["", ""]
    assert activities["activity_id"].tolist() == codes


def test_publications_are_undone_one_by_one(desk: Desk) -> None:
    states = [desk.register.read_bytes()]
    for rows in (desk.frame, desk.frame.iloc[:2], desk.frame):
        desk.publish(frame=rows)
        states.append(desk.register.read_bytes())
    for expected in reversed(states[:-1]):
        desk.undo()
        assert desk.register.read_bytes() == expected
    with pytest.raises(PublishError, match="nothing"):
        desk.undo()


def test_an_undo_while_the_files_are_read_shows_no_invented_value_without_its_mark(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.publish()
    undone: list[str] = []

    def undo_first(*arguments: Any) -> Any:
        if not undone:
            undone.append(desk.undo())
        return load_edition(*arguments)

    monkeypatch.setattr(load, "load_edition", undo_first)
    edition = campaign_cache.current().editions["2017"]
    assert undone and edition.illustrative
    assert edition.activities is not None and len(edition.activities) > len(desk.frame)


def test_the_first_register_of_an_edition_is_published_and_undone(desk: Desk) -> None:
    before = desk.files()
    desk.publish("2018")
    assert campaign_cache.current().editions["2018"].totals is not None
    desk.undo("2018")
    assert {name: desk.files()[name] for name in before} == before
    assert not (desk.data / "2018" / "activities.csv").exists()
    assert campaign_cache.current().editions["2018"].status == "published_only"


def test_a_register_changed_by_hand_is_not_a_publication(desk: Desk) -> None:
    desk.publish()
    desk.register.write_bytes(desk.register.read_bytes() + b"\n")
    assert last_publication(desk.data, "2017") is None


# Errors at any step ----------------------------------------------------------------------------


class Failing:
    """Counts system calls, and raises an error at the call with the number `turn`.

    The check of the content is not counted: it runs before the first step and writes nothing.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        monkeypatch.setattr(publish, "_check_content", lambda *_: None)
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
            monkeypatch.setattr(module, name, self._wrap(getattr(module, name)))

    def _wrap(self, real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.turn:
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call

    def at(self, turn: int) -> None:
        self.turn, self.calls = turn, 0


def failures(desk: Desk, failing: Failing, act: Any) -> Iterator[tuple[str, bool]]:
    """Run the action with a failure at its first call, then at its second …, until it succeeds."""
    for turn in range(1, 200):
        expected_stamp = stamp(desk.data, "2017")
        failing.at(turn)
        try:
            act(expected_stamp)
        except PublishError as error:
            failing.at(0)
            yield error.reason, False
        else:
            has_failed = failing.calls >= turn
            failing.at(0)
            yield "", has_failed
            if not has_failed:
                return
    raise AssertionError("the action never succeeds")


@pytest.mark.parametrize(("code", "reason"), [(errno.ENOSPC, "full"), (errno.EROFS, "unwritable")])
def test_a_publication_that_fails_anywhere_changes_nothing(
    desk: Desk, code: int, reason: str
) -> None:
    before, content = desk.files(), register_bytes(desk.frame)
    failure_count = 0
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(patch, code)
        publish_at = failures(desk, failing, lambda stamp: desk.publish(expected_stamp=stamp))
        for error, is_complete in publish_at:
            after = desk.files()
            if error:
                failure_count += 1
                assert (error, after) == (reason, before)
                continue
            # Only the removal of copies after the last step failed.
            assert after["2017/activities.csv"] == content
            assert not [name for name in after if name.endswith(file_steps.NEW)]
            assert read_status(after["campaigns.csv"], "2017") == "register"
            if is_complete:
                shutil.rmtree(desk.data / "2017" / "former")
                desk.register.write_bytes(before["2017/activities.csv"])
                (desk.data / "campaigns.csv").write_bytes(before["campaigns.csv"])
    assert failure_count >= 12


def test_an_undo_that_fails_anywhere_changes_nothing(desk: Desk) -> None:
    desk.publish()
    before = desk.files()
    failure_count = 0
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(patch, errno.EIO)
        for error, _ in failures(desk, failing, lambda stamp: desk.undo(expected_stamp=stamp)):
            if not error:
                break
            failure_count += 1
            assert (error, desk.files()) == ("unwritable", before)
    assert failure_count >= 12
    assert campaign_cache.current().editions["2017"].illustrative


def test_a_failed_restore_loses_no_data(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = desk.register.read_bytes(), os.replace

    def replace(old: Path, new: Path) -> None:
        if new.name == CAMPAIGNS_FILE or new == desk.register and old.parent.name == "former":
            raise OSError(errno.EIO, "broken")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(PublishError, match="unwritable"):
        desk.publish()
    assert before in [path.read_bytes() for path in (desk.data / "2017" / "former").iterdir()]


def test_new_files_of_a_killed_process_are_removed(desk: Desk) -> None:
    new = desk.data / "2017" / f".activities.csv.00000000{file_steps.NEW}"
    new.write_bytes(b"half")
    desk.publish()
    assert not new.exists()


# Two editors, wrong requests --------------------------------------------------------------------


def test_an_editor_with_an_old_stamp_cannot_write(desk: Desk) -> None:
    old_stamp = stamp(desk.data, "2017")
    desk.publish()
    for act in (desk.publish, desk.undo):
        before = desk.files()
        with pytest.raises(PublishError, match="stale"):
            act(expected_stamp=old_stamp)
        assert desk.files() == before


def test_a_second_editor_cannot_write_at_the_same_time(desk: Desk) -> None:
    with file_steps.lock_folder(desk.data):
        for act in (desk.publish, desk.undo):
            with pytest.raises(PublishError, match="busy"):
                act()
    desk.publish()


def test_the_same_register_twice_is_an_error(desk: Desk) -> None:
    desk.publish()
    with pytest.raises(PublishError, match="same"):
        desk.publish()


@pytest.mark.parametrize("edition", ["own", "2016", "..", "../2017", "2017/former", ""])
def test_only_editions_of_the_list_can_be_written(desk: Desk, edition: str) -> None:
    before = desk.files()
    with pytest.raises(PublishError, match="unknown"):
        publish.publish(desk.data, desk.campaign, edition, desk.frame, "", ANNA)
    with pytest.raises(PublishError, match=r"unknown|stale"):
        publish.undo(desk.data, edition, "", ANNA)
    assert desk.files() == before


def test_a_register_that_is_read_with_differences_is_not_published(desk: Desk) -> None:
    broken_frame = desk.frame.assign(oblast="XX")
    before = desk.files()
    with pytest.raises(PublishError, match="differs"):
        desk.publish(frame=broken_frame)
    with pytest.raises(PublishError, match="empty"):
        desk.publish(frame=desk.frame.iloc[:0])
    assert desk.files() == before


def test_the_log_names_the_change_and_a_pseudonym(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        digest = desk.publish()
    messages = [
        record.getMessage()
        for record in caplog.records
        if record.name == "campaign.dataset.publish"
    ]
    assert messages == [
        f"register published: edition 2017, rows 3, digest {digest}, editor {ANNA.pseudonym}"
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


@pytest.mark.parametrize("content", LISTS)
def test_only_the_status_changes(content: bytes) -> None:
    assert read_status(content, "2017") == "illustrative"
    new_content = replace_status(content, "2017", "register")
    assert new_content.replace(b"register", b"illustrative") in (
        content,
        content.replace(b'"illustrative"', b"illustrative"),
    )
    assert replace_status(content, "2017", "illustrative") is content


def test_a_list_without_the_edition_is_an_error() -> None:
    with pytest.raises(KeyError):
        replace_status(LISTS[0].replace(b"2017", b"1"), "2017", "register")


NO_LISTS = (b"", b"campaign_id\n2017\n", LISTS[0].replace(b",a", b",\xff"))


@pytest.mark.parametrize("content", NO_LISTS)
def test_a_file_that_is_not_a_list_is_an_error(content: bytes) -> None:
    with pytest.raises(InvalidCampaignListError):
        replace_status(content, "2017", "register")


def test_a_list_whose_last_cell_is_empty_and_that_lacks_a_final_newline(desk: Desk) -> None:
    path = desk.data / CAMPAIGNS_FILE
    rows = path.read_text(encoding="utf-8").splitlines()
    others = [row for row in rows if not row.startswith("2017,")]
    last = "2017,a,b,c,2017-07-31,2017-11-20,100,illustrative,s,"
    path.write_text("\n".join([*others, last]), encoding="utf-8")
    desk.publish()
    assert path.read_text(encoding="utf-8").endswith("100,register,s,")
    desk.undo()
    assert path.read_text(encoding="utf-8").endswith("100,illustrative,s,")


@pytest.mark.parametrize("content", NO_LISTS)
def test_a_broken_list_is_not_a_list_without_the_campaign(desk: Desk, content: bytes) -> None:
    desk.publish()
    (desk.data / CAMPAIGNS_FILE).write_bytes(content)
    before = desk.files()
    with pytest.raises(PublishError, match="list"):
        desk.publish(frame=desk.frame.iloc[:1])
    with pytest.raises(PublishError, match="list"):
        desk.undo()
    assert desk.files() == before


def test_a_key_error_of_the_code_is_not_reported_as_a_missing_campaign(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raise_key_error(*_: Any) -> None:
        raise KeyError("ours")

    before = desk.files()
    monkeypatch.setattr(publish, "write_copy", raise_key_error)
    with pytest.raises(KeyError, match="ours"):
        desk.publish()
    assert desk.files() == before


# Rights of editors -----------------------------------------------------------------------------

ADDRESSES = editor_addresses(["Anna@Example.org ", "", 5, "nobody"])
CLAIMS = {"is_logged_in": True, "iss": "https://id", "sub": "1", "iat": 1000}


@pytest.mark.parametrize(
    ("claims", "expected"),
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
def test_rights_follow_from_the_claims(claims: dict[str, Any], expected: str) -> None:
    claims = CLAIMS | claims
    assert sign_in_status(claims, ADDRESSES, 1001) == expected
    assert (editors.identify_editor(claims, ADDRESSES, 1001) is not None) == (expected == "editor")


def test_an_address_with_lookalike_letters_is_another_address() -> None:
    addresses = editor_addresses("kate@example.org")
    assert (
        sign_in_status(CLAIMS | {"email": "\u212aate@example.org"}, addresses, 1001) == "stranger"
    )


@pytest.mark.parametrize("setting", [None, 5, [], "", {"emails": "a@b"}, ["x"]])
def test_nobody_is_an_editor_without_a_list_of_editors(setting: Any) -> None:
    claims = CLAIMS | {"email": "a@b"}
    assert editors.identify_editor(claims, editor_addresses(setting), 1001) is None


def test_a_pseudonym_differs_by_person_and_names_none() -> None:
    one = editors.identify_editor(CLAIMS | {"email": "anna@example.org"}, ADDRESSES, 1001)
    two = editors.identify_editor(
        CLAIMS | {"email": "anna@example.org", "sub": "2"}, ADDRESSES, 1001
    )
    assert one is not None and two is not None and one.pseudonym != two.pseudonym
    assert len(one.pseudonym) == 12 and "anna" not in one.pseudonym
