"""The catalogue of issues is served without the live app, in the requested language."""

from __future__ import annotations

from html import unescape

import pytest

from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.issues import Issue
from campaign.schema.rules import CAUSES, RULES
from campaign.site.issue_catalogue import TITLE
from tests.web.client import get


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_every_issue_by_cause(lang: str) -> None:
    answer, text = get(f"/issues?lang={lang}"), Text.of(lang)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    html = unescape(answer.text)
    assert f"<h1>{text(TITLE)}</h1>" in html and f"<title>{text(TITLE)} " in html
    assert all(f"<h2>{text(cause)}</h2>" in html for cause in CAUSES.values())
    assert all(f'href="/issues/{code}?lang={lang}"' in html for code in RULES)
    assert "<script" not in html


def test_an_issue_has_message_remedy_and_example() -> None:
    html = unescape(get("/issues/date?lang=ru").text)
    text, rule = Text.of("ru"), RULES["date"]
    message = Issue("", "date", params={"value": "31.02.2017"}).message(text)
    assert message in html and text(rule.example.remedy) in html
    assert "<code>31.02.2017</code>" in html and "<code>28.02.2017</code>" in html
    assert 'href="/issues/date?lang=ky"' in html and 'href="/issues?lang=ru"' in html
    # The page shows no data, so it has no disclaimer.
    assert 'role="note"' not in html


def test_an_example_fills_the_message_of_its_rule() -> None:
    for code, rule in RULES.items():
        sentence = Issue("", code, params=rule.example.params).message(Text.of("en"))
        assert "{" not in sentence and "…" not in sentence, code


def test_the_default_language_is_that_of_the_browser() -> None:
    assert '<html lang="en"' in get("/issues/date", accept_language="en").text


def test_an_unknown_issue_has_no_page() -> None:
    assert get("/issues/nothing").status_code == 404


def test_the_status_is_503_if_the_data_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise UnloadableDataError([])

    monkeypatch.setattr(campaign_cache, "current", fail)
    assert get("/issues").status_code == 503
