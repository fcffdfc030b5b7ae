"""The help of the command line, in the requested language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaign import __version__
from campaign.__main__ import COMMANDS, main
from campaign.commands.output import ARGPARSE_WORDS
from campaign.i18n.translator import LANGUAGES, Text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_has_no_words_of_another_language(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Text.of(lang)
    for command in COMMANDS:
        with pytest.raises(SystemExit) as end:
            main([command, "--help", "--lang", lang])
        words = capsys.readouterr().out
        assert end.value.code == 0
        assert words.startswith(text("Usage: "))
        assert f"\n{text('Options')}:\n" in words
        assert text("show this help and exit") in words
        if lang != "en":
            assert not re.search(r"usage|options|arguments|show this", words)


def test_help_of_all_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    text = Text.of("ru")
    with pytest.raises(SystemExit):
        main(["--help", "--lang", "ru"])
    words = " ".join(capsys.readouterr().out.split())
    assert f"{text('Commands')}:" in words
    assert all(text(purpose) in words for purpose in COMMANDS.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "arguments, message",
    [
        (["check", "--nonsense"], "unrecognized arguments: %s"),
        (["serve", "--port"], "expected one argument"),
        (["check", "--kind", "nonsense", "x.csv"], "invalid choice"),
        (["nonsense"], "invalid choice"),
        ([], "the following arguments are required: %s"),
    ],
)
def test_errors_of_the_parser_are_in_the_requested_language(
    lang: str, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Text.of(lang)
    (message,) = [words for words in ARGPARSE_WORDS if words.startswith(message)]
    with pytest.raises(SystemExit) as end:
        main([*arguments, f"--lang={lang}"] if arguments else [f"--lang={lang}"])
    assert end.value.code == 2
    words = capsys.readouterr().err
    assert text(message).partition("%")[0] in words
    assert text("Usage: ") in words
    if lang != "en":
        assert not re.search("error|argument|invalid|choose|required|expected", words), words


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert (end.value.code, capsys.readouterr().out.strip()) == (0, __version__)


@pytest.mark.parametrize("file", ["CITATION.cff", "pyproject.toml"])
def test_files_state_the_version(file: str) -> None:
    words = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"^version\s*[:=]\s*\"?([\d.]+)", words, re.MULTILINE) == [__version__]
