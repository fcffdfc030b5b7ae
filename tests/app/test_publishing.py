"""The part of the page “Data” for editors; nobody else can publish."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.dataset.folders import Folders
from campaign.dataset.publish import stamp
from campaign.i18n.translator import LANGUAGES, Text

PROVIDER = {"client_id": "a", "client_secret": "b", "server_metadata_url": "http://127.0.0.1:1/x"}
AUTH = {"redirect_uri": "http://127.0.0.1:1/oauth2callback", "cookie_secret": "c" * 32, **PROVIDER}
EDITORS = {"emails": ["Anna@example.org"]}
ANNA = {"is_logged_in": True, "iss": "http://127.0.0.1:1", "sub": "7", "email": "anna@example.org"}
OpenAs = Callable[..., AppTest]


def _page(lang: str, edition: str | None, other_rows: str = "") -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import publishing
    from campaign.ui.upload import session_files, session_registers
    from tests.campaigns import view_of

    if "started" not in st.session_state:
        st.session_state["started"] = True
        rows = "date,oblast,type,reached\n2017-08-01,KG-N,lecture,120\n2017-08-02,KG-N,lecture,x\n"
        session_files.add(campaign_cache.current(), "office.csv", rows.encode())
        if other_rows:
            session_files.add(campaign_cache.current(), "other.csv", other_rows.encode())
        session_registers.replace_register_of(edition)
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    view = view_of(campaign, lang)
    st.session_state["selection"] = view.selection
    publishing.show_publishing(view)


@pytest.fixture
def data(tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped data, to publish in."""
    shutil.copytree(folders.data, tmp_path / "data")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def open_page(
    lang: str = "en", edition: str | None = "2017", other_rows: str = "", **secrets: Any
) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=600, args=(lang, edition, other_rows))
    for name, section in secrets.items():
        app.secrets[name] = section
    return app


def run_as(app: AppTest, user: dict[str, Any] | None, fresh: bool = True) -> AppTest:
    app.user = {} if user is None else user | ({"iat": time.time()} if fresh else {"iat": 1})
    app.run()
    assert not app.exception
    return app


def page_html(app: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def files(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("lang", "secrets"),
    [
        *((lang, {}) for lang in LANGUAGES),
        ("en", {"editors": EDITORS}),
        ("en", {"auth": AUTH}),
        ("en", {"auth": AUTH, "editors": {"emails": []}}),
        ("en", {"auth": PROVIDER, "editors": EDITORS}),
        ("en", {"auth": {"redirect_uri": "x", "cookie_secret": "y"}, "editors": EDITORS}),
    ],
)
def test_the_page_has_nothing_for_editors_without_a_configuration(
    lang: str, secrets: dict[str, Any]
) -> None:
    app = run_as(open_page(lang, **secrets), ANNA)
    assert not labels(app) and not page_html(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_visitors_see_only_a_button_to_sign_in(lang: str) -> None:
    app = run_as(open_page(lang, auth=AUTH, editors=EDITORS), None)
    assert labels(app) == [Text.of(lang)("Sign in")]
    assert Text.of(lang)("For editors") in page_html(app)


def test_each_provider_has_its_button() -> None:
    shared = {name: AUTH[name] for name in ("redirect_uri", "cookie_secret")}
    auth = shared | {"google": PROVIDER, "ministry": PROVIDER}
    app = run_as(open_page(auth=auth, editors=EDITORS), None)
    assert labels(app) == ["Sign in with google", "Sign in with ministry"]


@pytest.mark.parametrize(
    ("lang", "claims", "fresh", "message"),
    [
        (
            "ky",
            {"email": "boris@example.org"},
            True,
            "You are not an editor of this dashboard: only you see what you upload.",
        ),
        ("ru", {}, False, "Your sign-in has expired. Sign out and sign in again."),
        (
            "en",
            {"email_verified": False},
            True,
            "The service you signed in with has not verified your e-mail address, so you cannot "
            "publish.",
        ),
    ],
)
def test_a_user_without_rights_sees_the_reason(
    lang: str, claims: dict[str, Any], fresh: bool, message: str
) -> None:
    app = run_as(open_page(lang, auth=AUTH, editors=EDITORS), ANNA | claims, fresh)
    text = Text.of(lang)
    assert labels(app) == [text("Sign out")]
    assert text(message) in page_html(app)


def test_an_editor_confirms_publishes_and_undoes(data: Path) -> None:
    lang = "ky"
    before, text = files(data), Text.of(lang)
    app = run_as(open_page(lang, auth=AUTH, editors=EDITORS), ANNA)
    press(app, f"publish:{lang}")
    for value in ("77", text.number(10173), "120"):
        assert value in page_html(app)
    assert app.button(key=f"publish-now:{lang}").disabled
    assert files(data) == before
    app.checkbox[0].check().run()
    press(app, f"publish-now:{lang}")
    assert text("The register is published: everyone sees it now.") in page_html(app)
    assert (
        (data / "2017/activities.csv")
        .read_bytes()
        .endswith(b",2017-08-01,,KG-N,,,lecture,,,,,120,,,,,,,\n")
    )
    press(app, f"publish-undo:2017:{lang}")
    assert text("The publication was undone: everyone sees the previous data again.") in page_html(
        app
    )
    after = files(data)
    assert {path: after[path] for path in before} == before


def test_only_the_register_of_the_campaign_is_published(data: Path) -> None:
    rows = "date,oblast,type,reached\n2026-08-01,KG-T,lecture,30\n"
    app = run_as(open_page(edition=None, other_rows=rows, auth=AUTH, editors=EDITORS), ANNA)
    press(app, "publish:en")
    assert "1 activity, people reached: 120" in page_html(app).replace("\xa0", " ")
    app.checkbox[0].check().run()
    press(app, "publish-now:en")
    published = (data / "2017/activities.csv").read_text(encoding="utf-8")
    assert "2017-08-01" in published and "2026" not in published
    # The other register is still there.
    assert [file.file for file in app.session_state["session-files"]] == ["other.csv"]


def test_the_page_counts_the_changes_of_a_real_register(data: Path) -> None:
    app = run_as(open_page(auth=AUTH, editors=EDITORS), ANNA)
    press(app, "publish:en")
    assert "The new version" not in page_html(app)  # invented data are no former version
    path = data / "2017/activities.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    rows = ",2017-08-01,,KG-N,,,lecture,,,,,90,,,,,,,", ",2017-09-01,,KG-C,,,lecture,,,,,7,,,,,,,"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    campaign_list = data / "campaigns.csv"
    campaign_list.write_bytes(campaign_list.read_bytes().replace(b"illustrative", b"register"))
    app.run()
    press(app, "publish:en")
    assert "The new version – activities added: 0, changed: 1, removed: 1." in page_html(
        app
    ).replace("\xa0", " ")


def test_an_editor_without_a_register_is_asked_to_upload_one() -> None:
    app = open_page(auth=AUTH, editors=EDITORS)
    app.session_state["started"] = True
    run_as(app, ANNA)
    assert labels(app) == ["Sign out"]
    assert "Upload a register above" in page_html(app)


def test_data_that_changed_after_the_review_must_be_reviewed_again(data: Path) -> None:
    app = run_as(open_page(auth=AUTH, editors=EDITORS), ANNA)
    press(app, "publish:en")
    app.checkbox[0].check().run()
    path = data / "2017/activities.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    before = files(data)
    press(app, "publish-now:en")
    assert "The data changed after you reviewed them." in page_html(app)
    assert files(data) == before


def test_files_that_changed_before_the_review_are_read_first(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run_as(open_page(auth=AUTH, editors=EDITORS), ANNA)
    shown = campaign_cache.current()
    path = data / "2017/activities.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    # As while a large register is checked.
    with monkeypatch.context() as patch:
        patch.setattr(campaign_cache, "current", lambda: shown)
        press(app, "publish:en")
    assert "The data changed after you reviewed them." in page_html(app)
    assert "publish-now:en" not in {button.key for button in app.button}
    app.run()
    press(app, "publish:en")
    assert "publish-now:en" in {button.key for button in app.button}


def test_a_campaign_that_was_removed_before_the_click_is_not_published(data: Path) -> None:
    app = run_as(open_page(edition="2021", auth=AUTH, editors=EDITORS), ANNA)
    path = data / "campaigns.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(r for r in rows if not r.startswith("2021")), encoding="utf-8")
    press(app, "publish:en")
    assert "The data changed after you reviewed them." in page_html(app)


# Clicks without the right to publish ------------------------------------------------------------


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "user",
    [
        None,
        ANNA | {"email": "boris@example.org"},
        ANNA | {"email_verified": False},
        ANNA | {"is_logged_in": False},
    ],
)
def test_a_click_after_the_rights_ended_writes_nothing(
    data: Path, user: dict[str, Any] | None
) -> None:
    app = run_as(open_page(auth=AUTH, editors=EDITORS), ANNA)
    press(app, "publish:en")
    app.checkbox[0].check().run()
    before = files(data)
    app.user = {} if user is None else user | {"iat": time.time()}
    press(app, "publish-now:en")
    assert files(data) == before


def test_a_click_after_the_rights_ended_undoes_nothing(data: Path) -> None:
    app = run_as(open_page(auth=AUTH, editors=EDITORS), ANNA)
    press(app, "publish:en")
    app.checkbox[0].check().run()
    press(app, "publish-now:en")
    before = files(data)
    app.user = ANNA | {"iat": 1}
    press(app, "publish-undo:2017:en")
    assert files(data) == before


def _forge_click(more: str) -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import publishing
    from campaign.ui.upload import session_files, session_registers

    if "session-files" not in st.session_state:
        rows = f"date,oblast,type,reached\n2017-08-01,KG-N,lecture,120\n{more}"
        session_files.add(campaign_cache.current(), "office.csv", rows.encode())
        session_registers.replace_register_of("2017")
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    st.session_state["publish-request"] = publishing.PublishRequest(
        "2017", campaign.fingerprint, st.session_state["stamp"]
    )
    publishing.publish_register()
    st.session_state["outcome"] = st.session_state["publish-outcome"]


@pytest.mark.parametrize("configured", [True, False])
def test_a_forged_click_of_an_anonymous_session_writes_nothing(
    data: Path, configured: bool
) -> None:
    before = files(data)
    app = AppTest.from_function(_forge_click, default_timeout=600, args=("",))
    if configured:
        app.secrets["auth"], app.secrets["editors"] = AUTH, EDITORS
    app.session_state["stamp"] = stamp(data, "2017")
    # Without any configuration not even an editor's cookie gives a right.
    app.user = {} if configured else ANNA | {"iat": time.time()}
    app.run()
    assert not app.exception
    assert app.session_state["outcome"] == "rights"
    assert files(data) == before
    if configured:
        # The same click by an editor publishes, so only the missing rights prevented it.
        app.user = ANNA | {"iat": time.time()}
        app.run()
        assert app.session_state["outcome"] == "published"
        assert files(data) != before


def test_rejected_rows_are_not_excluded_without_a_confirmation(data: Path) -> None:
    before = files(data)
    app = AppTest.from_function(
        _forge_click, default_timeout=600, args=("2017-08-02,KG-N,lecture,x\n",)
    )
    app.secrets["auth"], app.secrets["editors"] = AUTH, EDITORS
    app.session_state["stamp"] = stamp(data, "2017")
    run_as(app, ANNA)
    assert app.session_state["outcome"] == "rows"
    assert files(data) == before
