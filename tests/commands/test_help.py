"""The help of the command line, in the requested language."""

from __future__ import annotations

import re

import pytest

from campaign.__main__ import COMMANDS, main
from campaign.i18n.translator import LANGUAGES, Text


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
