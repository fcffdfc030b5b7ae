"""Questions are listed up to a limit, and one button answers all questions of a kind."""

from __future__ import annotations

from campaign.ingest.report import Question
from campaign.ui.upload.questions import (
    MOST_QUESTIONS,
    answer_groups,
    listed_questions,
    other_codes,
)

OTHERS = other_codes("activities", ["lecture", "other"])


def question(of: str, name: str, *offers: str, ambiguous: bool = False) -> Question:
    return Question(of, name, name, offers, 1, ambiguous=ambiguous)


def test_each_button_answers_questions_of_one_kind() -> None:
    questions = [
        *(question("oblast", name) for name in ("aral", "almaty")),
        *(question("oblast", name, "KG-N") for name in ("narin", "naryyn")),
        *(question("oblast", name, "KG-O", "KG-GO", ambiguous=True) for name in ("osh", "ош")),
        *(question("type", name) for name in ("picnic", "clean-up")),
        *(question("reached", name, number) for name, number in (("~50", "50"), ("~60", "60"))),
        question("reached", "50-60", "50", "60"),
        *(question("reached", name) for name in ("many", "few")),
    ]
    groups = answer_groups(questions, OTHERS)
    assert {
        name: {(one.kind, one.key): one.value for one in replies}
        for name, replies in groups.items()
    } == {
        "suggestions": {("oblast", "narin"): "KG-N", ("oblast", "naryyn"): "KG-N"},
        "estimates": {("reached", "~50"): "50", ("reached", "~60"): "60"},
        "other-type": {("type", "picnic"): "other", ("type", "clean-up"): "other"},
        "other-oblast": {("oblast", "aral"): "other", ("oblast", "almaty"): "other"},
    }
    assert answer_groups([question("oblast", "aral"), question("type", "picnic")], OTHERS) == {}


def test_only_a_register_has_other_places_and_types() -> None:
    assert OTHERS == {"type": "other", "oblast": "other"}
    assert other_codes("activities", ["lecture"]) == {"oblast": "other"}
    assert other_codes("population", ["other"]) == other_codes("targets", ["other"]) == {}


def test_many_unknown_places_leave_room_for_other_questions() -> None:
    places = [question("oblast", f"place {n}") for n in range(2 * MOST_QUESTIONS)]
    osh = question("oblast", "osh", "KG-O", "KG-GO", ambiguous=True)
    types = [question("type", "picnic"), question("type", "clean-up")]
    questions = listed_questions([*places, osh, *types])
    assert questions == [*places[: MOST_QUESTIONS - 3], osh, *types]
    assert listed_questions([*places[:5], *types]) == [*places[:5], *types]
