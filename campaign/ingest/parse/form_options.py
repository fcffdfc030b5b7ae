"""The options of a question in a form's export, each of which has a column of its own."""

from __future__ import annotations

from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.form_columns import FormColumns, field_behind_groups

_OPTION_CELLS = frozenset(("", "0", "1", "true", "false"))
_OPTION_MARKS = frozenset(("1", "true"))


def join_options(form: FormColumns) -> tuple[set[int], list[int]]:
    """Join the chosen options of each question in one column; return the columns of options.

    The options are joined in the column of the question, whose own cells have labels separated by
    spaces and are ambiguous. In an export without this column, the column of the first option is
    used instead if the common part of the headers names a declared text or code. The second result
    has the position of the first option of each question.
    """
    families: dict[str, list[int]] = {}
    for at, header in enumerate(form.headers):
        parent, slash, option = header.rpartition("/")
        if slash and option and at not in form.answers:
            families.setdefault(parent, []).append(at)
    options: set[int] = set()
    questions: list[int] = []
    for parent, positions in families.items():
        # Counts and other cells show that the columns are a group of questions, not options.
        if not all(form.holds_only(at, _OPTION_CELLS.__contains__) for at in positions):
            continue
        if parent in form.headers:
            question = form.headers.index(parent)
        elif _names_answer(form, parent) and any(form.entries(at).any() for at in positions):
            question = positions[0]
        else:
            continue
        _write_options(form, parent, positions, question)
        options.update(at for at in positions if at != question)
        questions.append(positions[0])
    return options, questions


def _names_answer(form: FormColumns, header: str) -> bool:
    name = form.table.name
    field = field_of(header, name) or field_behind_groups(header, name)
    return field is not None and form.table.kinds[field] in ("text", "code")


def _write_options(form: FormColumns, parent: str, positions: list[int], question: int) -> None:
    """Write the chosen options of each row into the column `question`, separated by semicolons.

    A row without a marked option keeps its cell.
    """
    labels = [
        form.entries(at)
        .str.strip()
        .str.lower()
        .isin(_OPTION_MARKS)
        .map({True: form.headers[at][len(parent) + 1 :], False: ""})
        for at in positions
    ]
    answers = ["; ".join(filter(None, row)) for row in zip(*labels, strict=True)]
    former = [""] * len(answers) if question in positions else list(form.entries(question))
    form.cells.loc[form.row + 1 :, question] = [
        answer or cell for answer, cell in zip(answers, former, strict=True)
    ]
    form.cells.loc[form.row, question] = form.headers[question] = parent
