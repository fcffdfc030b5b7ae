"""The paths of files with answers, and the deletion of unused ones."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from campaign.dataset.engines.answers.answer_file import DAY, HOUR, AnswerFile
from campaign.dataset.engines.answers.answer_paths import answer_paths
from campaign.dataset.engines.settings import SETTINGS_FILE, RegisterSettings, read_settings
from tests.dataset.engines.registers import LABEL, settings_of

ANSWERS = {"question": b"answer"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "a.csv"
    path.parent.mkdir()
    path.write_text("a\n1\n", encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAMPAIGN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def settings_with(path: str, folder: Path) -> RegisterSettings:
    (folder / SETTINGS_FILE).write_text(f'engine = "duckdb"\npath = "{path}"\n', encoding="utf-8")
    settings = read_settings(folder / SETTINGS_FILE, LABEL)
    assert isinstance(settings, RegisterSettings)
    return settings


def set_age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.csv", "a.csv.answers"),
        ("*.csv", "_.csv.answers"),
        ("part=*/**/*.csv", "part=_.csv.answers"),
    ],
)
def test_answers_are_in_the_folder_of_the_register(file: Path, path: str, name: str) -> None:
    (file.parent / "part=1").mkdir()
    (file.parent / "part=1" / "b.csv").touch()
    assert answer_paths(settings_with(path, file.parent)) == [file.with_name(name)]


@pytest.mark.parametrize("is_cached", [True, False])
def test_answers_about_former_files_are_replaced_and_deleted(
    file: Path, monkeypatch: pytest.MonkeyPatch, is_cached: bool
) -> None:
    if is_cached:
        monkeypatch.setenv("CAMPAIGN_CACHE", str(file.parent / "cache"))
    for name in ("0.csv", "b.csv"):
        assert AnswerFile(settings_with("*.csv", file.parent)).replace(ANSWERS)
        file.with_name(name).touch()
        later = AnswerFile(settings_with("*.csv", file.parent))
        assert later.answers == {} and later.replace(ANSWERS)
        assert len([*file.parent.rglob("*.answers")]) == 1
    assert not later.replace({}) and [*file.parent.rglob("*.answers")] == []


def test_each_register_has_its_own_answers_in_the_cache(file: Path, cache: Path) -> None:
    other = file.parent / "other"
    other.mkdir()
    (other / "a.csv").touch()
    for folder in (file.parent, other):
        assert AnswerFile(settings_with("a.csv", folder)).replace(ANSWERS)
    assert len([*cache.iterdir()]) == 2


def test_answers_are_not_readable_by_more_users_than_the_register(
    file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o644)
    assert AnswerFile(settings_of([file])).replace(ANSWERS)
    (cached,) = cache.iterdir()
    assert [path.stat().st_mode & 0o777 for path in (cache, cached)] == [0o700, 0o600]
    monkeypatch.delenv("CAMPAIGN_CACHE")
    other = file.with_name("b.csv")
    other.touch(0o640)
    assert AnswerFile(settings_of([file, other])).replace({"q": b""})
    assert file.with_name("a.csv.answers").stat().st_mode & 0o777 == 0o640
    # The target of a link may be in a folder that others cannot enter.
    (other.parent / "secret").mkdir()
    link = file.with_name("c.csv")
    link.symlink_to(other.rename(other.parent / "secret" / "b.csv"))
    assert AnswerFile(settings_of([link])).replace({"q": b""})
    assert link.with_name("c.csv.answers").stat().st_mode & 0o777 == 0o600


def test_answers_that_another_user_has_written_are_not_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AnswerFile(settings_of([file])).replace(ANSWERS)
    user, fstat = os.geteuid(), os.fstat

    def stat_of_another_user(at: int) -> os.stat_result:
        result = fstat(at)
        return os.stat_result((*result[:4], user + 1, *result[5:]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", stat_of_another_user)
        assert AnswerFile(settings_of([file])).answers == {}
        patch.setattr(os, "geteuid", lambda: user + 1)
        assert AnswerFile(settings_of([file])).answers == ANSWERS
    # Everybody reads the answers of the owner of the register.
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert AnswerFile(settings_of([file])).answers == ANSWERS


def test_leftovers_are_deleted_at_the_next_check(file: Path, cache: Path) -> None:
    cache.mkdir()
    leftovers = [folder / ".0123abcd_.csv.answers" for folder in (cache, file.parent)]
    unused, recently_used = cache / f"{'0' * 16}.answers", cache / f"{'1' * 16}.answers"
    other_files = [cache / "old.answers", file.with_name("old.answers"), cache / "old"]
    ages = dict.fromkeys(leftovers, 2 * HOUR)
    ages |= dict.fromkeys((unused, *other_files), 91 * DAY) | {recently_used: 89 * DAY}
    for path, age in ages.items():
        path.touch()
        set_age(path, age)
    unfinished = cache / ".01234567_.csv.answers"
    unfinished.touch()
    assert AnswerFile(settings_of([file])).replace(ANSWERS)
    assert not any(path.exists() for path in (*leftovers, unused))
    assert all(path.exists() for path in (*other_files, recently_used, unfinished))


def test_answers_in_use_stay(file: Path, cache: Path) -> None:
    assert AnswerFile(settings_of([file])).replace(ANSWERS)
    (path,) = cache.iterdir()
    for age in (91 * DAY, 2 * HOUR):
        set_age(path, age)
        assert AnswerFile(settings_of([file])).replace(ANSWERS)
        assert time.time() - path.stat().st_mtime == pytest.approx(0 if age > DAY else age, abs=60)


@pytest.mark.parametrize("method", ["open", "mkdir", "touch", "replace", "unlink", "glob", "lstat"])
def test_a_folder_that_cannot_be_used_raises_no_error(
    file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError

    AnswerFile(settings_of([file])).replace({"other": b""})
    monkeypatch.setattr(Path, method, fail)
    for answers in (ANSWERS, {}):
        AnswerFile(settings_of([file])).replace(answers)


@pytest.mark.parametrize("name", ["a" * 300, "\N{CYRILLIC SMALL LETTER A}" * 200])
def test_a_name_that_is_too_long_raises_no_error(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CAMPAIGN_CACHE", str(file.parent / name))
    assert not AnswerFile(settings_of([file])).replace(ANSWERS)
    monkeypatch.delenv("CAMPAIGN_CACHE")
    long = file.rename(file.with_name("a" * 246 + ".csv"))
    assert not AnswerFile(settings_of([long])).replace(ANSWERS)
