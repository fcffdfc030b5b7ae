"""The choices and fields of a page have the values of the selection."""

from __future__ import annotations

from tests.app.conftest import Open, visible_html
from tests.app.links import link_texts


def test_fields_have_their_values(open_page: Open) -> None:
    assert 'id="field-day" name="day"' in visible_html(open_page("plan"))
    assert 'value="2017-09-20" required' in visible_html(open_page("plan", day="2017-09-20"))
    html = visible_html(open_page("coverage", benchmark="25", oblast="KG-T"))
    form = html.partition('class="entry"')[2].partition("</form>")[0]
    assert 'step="0.1" value="25"' in form and 'name="oblast" value="KG-T"' in form
    assert form.count('name="benchmark"') == 1


def test_links_of_chosen_options_are_marked(open_page: Open) -> None:
    app = open_page(
        "map", lang="en", indicator="reach", method="equal", classes="4", oblast="KG-C,KG-GB"
    )
    chosen = link_texts(app, "choices", chosen=True)
    assert chosen == ["People reached", "Equal intervals", "4"]
    assert link_texts(app, "pills", chosen=True) == ["Chui", "Bishkek"]
