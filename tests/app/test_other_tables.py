"""A file that looks like population or a plan: its card offers the template of that table."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import visible_html
from tests.app.upload_page import open_report
from tests.ingest.test_other_tables import PLANS, POPULATION


@pytest.mark.parametrize("lang", LANGUAGES)
def test_card_offers_the_template_of_the_table(lang: str, tmp_path: Path) -> None:
    text = Text.of(lang)
    words = {"Template for population (CSV)": POPULATION[0], "Template for a plan (CSV)": PLANS[0]}
    for label, content in words.items():
        path = tmp_path / "table.csv"
        path.write_text(content, encoding="utf-8")
        app = open_report(str(path), lang)
        assert text("Where are these columns?") not in visible_html(app)
        assert [b.label for b in app.get("download_button")] == [text(label)]
