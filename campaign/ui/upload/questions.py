"""The questions about the cells of a file: values, possible names, note rows and signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import N_, Text
from campaign.ingest.cells.cell_corrections import is_personal
from campaign.ingest.replies import (
    BY_PLACE,
    EXCLUDE,
    LAYOUT_KINDS,
    NOT_REPORTED,
    PLACE_REGION,
    CellCorrection,
    Replies,
    Reply,
)
from campaign.ingest.report import (
    NoteRow,
    OpenCell,
    PossibleName,
    Question,
    SignatureLine,
    ValidationReport,
)
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY, OTHER_REGION
from campaign.schema.rules import QUESTIONS
from campaign.schema.tables import OTHER_CODES
from campaign.site.elements import paragraphs, source_line
from campaign.ui.upload import session_files
from campaign.ui.upload.answer_widgets import (
    AnswerButton,
    AnswerList,
    QuestionLine,
    give,
    read_with,
    show_answer,
    show_question,
)
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.widgets import ButtonKind, escape_markdown

MOST_QUESTIONS = MOST_NAMES = 12
MOST_CAMPAIGNS = MOST_NOTE_ROWS = 5
MOST_CELLS = 10
CODE_LISTS = ("oblast", "unit", "type")
OTHER_LABELS = {"type": N_("Other (as written)"), "oblast": N_("Count without a region")}
WITHOUT_REGION = N_(
    "A row counted without a region is in the national total only, not in any region; the text "
    "of its cells is not changed."
)
WHY_NOTES = N_(
    "These rows are excluded because they look like notes or headings. If a row is an activity, "
    "count it as a row, and then correct its cells."
)
WHY_NAMES = N_(
    "These texts may name a person. Only you see them here; until you answer they are "
    "excluded from the register, and their rows are counted."
)
WHY_SIGNATURES = N_(
    "Lines outside the table look like signatures, approvals or contact details. They are not "
    "part of the register and do not appear in charts, reports or copies of the file."
)


def show_value_questions(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show each spelling with its possible answers, and the campaigns of a file with several."""
    text, replies = view.text, file.replies
    campaigns = [question for question in report.questions if question.subject == "date"]
    questions = [question for question in report.questions if question.subject != "date"]
    listed = listed_questions(questions)
    if campaigns:
        _show_campaigns(file, campaigns, text)
    notes = []
    if report.table == "activities" and any(one.subject == "oblast" for one in questions):
        notes.append(text(WITHOUT_REGION))
    if rest := len(questions) - len(listed):
        notes.append(text.n("and {n} more spelling", "and {n} more spellings", rest))
    if questions:
        show_question(
            file,
            text,
            text("What do these values mean?"),
            above=list(_group_buttons(report, questions, text)),
            lines=[
                QuestionLine(
                    one.spelling,
                    f"{column_label(one.subject, text)}, "
                    + text.n("in {n} row", "in {n} rows", one.rows),
                    list((_codes if one.subject in CODE_LISTS else _numbers)(view, report, one)),
                )
                for one in listed
            ],
            notes=notes,
        )
    # Another button clears the answers of the former version.
    reused = file.reuse.in_use(replies) if file.reuse else ()
    if any(one.kind not in LAYOUT_KINDS and one not in reused for one in replies):

        def undo(now: Replies) -> Replies:
            return now.undo(one for one in now if one.kind not in LAYOUT_KINDS)

        show_answer(file, text, AnswerButton(text("Clear answers"), "unanswer", undo, "tertiary"))


def _show_campaigns(file: SessionFile, campaigns: Sequence[Question], text: Text) -> None:
    """Show which campaigns a file has, a button for each of them, and one for all of them."""
    rows = [f"{one.spelling} ({text.number(one.rows)})" for one in campaigns]
    everything = [Reply("date", one.folded, one.folded) for one in campaigns]
    buttons = [
        _value_button(
            text("Only {year}", year=one.spelling),
            f"campaign:{one.folded}",
            [
                other if other.key == one.folded else replace(other, value=EXCLUDE)
                for other in everything
            ],
        )
        for one in campaigns[:MOST_CAMPAIGNS]
    ]
    label = text.n("As {n} campaign", "As {n} separate campaigns", len(campaigns))
    words = text(
        "This file has activities of {campaigns}. Until you answer, they are counted as separate "
        "campaigns.",
        campaigns=text.list(rows),
    )
    show_question(
        file,
        text,
        text("Which campaign is this file about?"),
        [words],
        [*buttons, _value_button(label, "campaigns", everything)],
    )


def listed_questions(questions: Sequence[Question]) -> list[Question]:
    """Return at most `MOST_QUESTIONS` questions in their order, the first ones of each kind.

    Many unknown places leave room for the types and numbers that come after them.
    """
    kinds: Counter[tuple[str, int]] = Counter()
    ranks = []
    for position, question in enumerate(questions):
        kind = (question.subject, min(len(question.offers), 2))
        kinds[kind] += 1
        ranks.append((kinds[kind], position))
    positions = sorted(position for _, position in sorted(ranks)[:MOST_QUESTIONS])
    return [questions[position] for position in positions]


def other_codes(table: str, type_codes: Collection[str]) -> dict[str, str]:
    """Return {list: code for values that fit no other code of the list}; {} except for a register.

    `type_codes` are those of the campaign: if it has no type for others, the list is left out.
    """
    return {
        subject: code
        for subject, code in OTHER_CODES.items()
        if table == "activities" and (subject != "type" or code in type_codes)
    }


def answer_groups(
    questions: Sequence[Question], others: Mapping[str, str]
) -> dict[str, list[Reply]]:
    """Return {name of a group: answers that one button gives together}; each has two or more.

    `others` is the result of `other_codes`. `suggestions` has the single similar code of each name,
    `estimates` the number of each estimate that has only one; `other-oblast` counts places without
    a region, `other-type` assigns the type for others. Names that may mean several codes, and
    ranges, are in no group.
    """
    groups: dict[str, list[Reply]] = {"suggestions": [], "estimates": []}
    groups |= {f"other-{subject}": [] for subject in others}
    for one in questions:
        if len(one.offers) == 1:
            group = "suggestions" if one.subject in CODE_LISTS else "estimates"
            groups[group].append(_answer(one, one.offers[0]))
        elif not one.offers and not one.ambiguous and one.subject in others:
            groups[f"other-{one.subject}"].append(_answer(one, others[one.subject]))
    return {name: answers for name, answers in groups.items() if len(answers) > 1}


def _group_buttons(
    report: ValidationReport, questions: Sequence[Question], text: Text
) -> Iterator[AnswerButton]:
    """Yield the buttons that answer several questions of one kind."""
    others = other_codes(report.table, campaign_cache.current().type_codes)
    for name, answers in answer_groups(questions, others).items():
        count = len(answers)
        if name == "suggestions":
            label = text.n("Accept {n} suggestion", "Accept {n} suggestions", count)
        elif name == "estimates":
            label = text.n(
                "Count {n} estimate as a number", "Count {n} estimates as numbers", count
            )
        elif name == "other-type":
            label = text.n(
                "Count {n} type as “Other (as written)”",
                "Count all {n} types as “Other (as written)”",
                count,
            )
        else:
            label = text.n(
                "Count {n} place without a region", "Count all {n} places without a region", count
            )
        kind: ButtonKind = "primary" if name == "suggestions" else "secondary"
        yield _value_button(label, name, answers, kind)


def _codes(
    view: View, report: ValidationReport, question: Question
) -> Iterator[AnswerButton | AnswerList]:
    """Yield the similar names, the list of all names, and the answers without a name.

    Each of several similar names has a button. An ambiguous name has no list: it can mean only
    those.
    """
    text = view.text
    names = _names(view, report, question)
    near = [code for code in question.offers if code in names]
    key = f"answer:{question.subject}:{question.folded}"
    if len(near) > 1:
        for code in near:
            yield _value_button(names[code], f"{code}:{key}", [_answer(question, code)])
        if question.place_regions:
            counts = [
                f"{names[code]}: {text.number(rows)}" for code, rows in question.place_regions
            ]
            label = text("Assign by district or place ({counts})", counts=text.list(counts))
            by_place = [Reply(BY_PLACE, question.folded, PLACE_REGION, question.spelling)]
            place_key = f"place:{question.subject}:{question.folded}"
            yield _value_button(label, place_key, by_place, "primary")
    if not question.ambiguous:
        rest = sorted(
            (c for c in names if c not in near and c != OTHER_REGION),
            key=lambda c: text.sort_key(names[c]),
        )
        codes = rest if len(near) > 1 else [*near, *rest]
        yield AnswerList(
            escape_markdown(text("Meaning of {spelling}", spelling=text.quote(question.spelling))),
            text("Another name…") if len(near) > 1 else text("Choose…"),
            {code: names[code] for code in codes},
            key,
            lambda code: give([_answer(question, code)]),
            near[0] if len(near) == 1 else None,
            search=True,
        )
    if len(near) == 1:
        yield _value_button(text("Accept"), key, [_answer(question, near[0])])
    other = OTHER_CODES.get(question.subject)
    if other in names and other not in near:
        label = text(OTHER_LABELS[question.subject])
        yield _value_button(label, f"other:{key}", [_answer(question, other)], "tertiary")
    label = text.n("Exclude {n} row", "Exclude {n} rows", question.rows)
    yield _value_button(label, f"exclude:{key}", [_answer(question, EXCLUDE)], "tertiary")


def _names(view: View, report: ValidationReport, question: Question) -> dict[str, str]:
    """Return the names that a spelling may mean, by code."""
    text, campaign = view.text, campaign_cache.current()
    if question.subject == "type":
        return {code: campaign.type_name(code, text) for code in campaign.type_codes}
    codes = [*campaign.places.codes, COUNTRY]
    if report.table == "activities":
        codes.append(OTHER_REGION)
    # A cell may name several regions of which one is ambiguous.
    return {c: campaign.places.name(c, text) for c in (*codes, *question.offers)}


def _numbers(view: View, _: ValidationReport, question: Question) -> Iterator[AnswerButton]:
    """Yield a button for each number of the estimate, and one for *not reported*."""
    key = f"{question.subject}:{question.folded}"
    for number in question.offers:
        label = view.text("Count as {n}", n=int(number))
        yield _value_button(label, f"{number}:{key}", [_answer(question, number)])
    none = [_answer(question, NOT_REPORTED)]
    yield _value_button(view.text("Not reported"), f"none:{key}", none, "tertiary")


def _answer(question: Question, value: str) -> Reply:
    return Reply(question.subject, question.folded, value, question.spelling)


def _value_button(
    label: str, key: str, replies: Sequence[Reply], kind: ButtonKind = "secondary"
) -> AnswerButton:
    return AnswerButton(label, f"take:{key}", give(replies), kind)


def show_possible_names(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show each text that may name a person with two answers, and two for all of them."""
    text, names = view.text, report.possible_names
    if not names:
        return

    def answers(
        texts: Sequence[PossibleName], key: str, public: str, excluded: str
    ) -> list[AnswerButton]:
        yes, no = (
            [Reply("public_text", one.key, is_it) for one in texts] for is_it in (True, False)
        )
        return [
            AnswerButton(public, f"name:{key}:True", give(yes)),
            AnswerButton(excluded, f"name:{key}:False", give(no), "tertiary"),
        ]

    labels = text("Not personal data"), text("Exclude the text")
    labels_of_all = text("None of these is personal data"), text("Exclude all these texts")
    rest = len(names) - MOST_NAMES
    show_question(
        file,
        text,
        text("Is this personal data?"),
        [text(WHY_NAMES)],
        lines=[
            QuestionLine(name.text, _name_place(name, text), answers([name], name.key, *labels))
            for name in names[:MOST_NAMES]
        ],
        notes=[text.n("and {n} more text", "and {n} more texts", rest)] if rest > 0 else [],
        below=answers(names, "all", *labels_of_all) if len(names) > 1 else [],
    )


def _name_place(name: PossibleName, text: Text) -> str:
    places = [
        text("row {row:raw}", row=name.cell.row) if name.cell.row is not None else "",
        name.cell.column_name(text),
        text.n("in {n} cell", "in {n} cells", name.count) if name.count > 1 else "",
    ]
    return ", ".join(filter(None, places))


def show_note_rows(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show each row that looks like a note, with the button that counts or excludes it again."""
    text = view.text
    # Equal rows have one answer.
    rows: dict[str, list[NoteRow]] = {}
    for note in report.note_rows:
        rows.setdefault(note.key, []).append(note)
    if not rows:
        return
    lines = []
    for equal in list(rows.values())[:MOST_NOTE_ROWS]:
        place = text("row {row:raw}", row=equal[0].row)
        if len(equal) > 1:
            place = text.n("in {n} row", "in {n} rows", len(equal))
        lines.append(QuestionLine(equal[0].text, place, [_note_button(equal, text)]))
    rest = len(rows) - MOST_NOTE_ROWS
    notes = [text.n("and {n} more row", "and {n} more rows", rest)] if rest > 0 else []
    title = text("Are these rows notes?")
    show_question(file, text, title, [text(WHY_NOTES)], lines=lines, notes=notes)


def _note_button(equal: Sequence[NoteRow], text: Text) -> AnswerButton:
    note, rows = equal[0], {one.row for one in equal}

    reply = Reply("counted_row", note.key, True, note.text)

    def change(replies: Replies) -> Replies:
        if not note.is_counted:
            return replies.add([reply])
        # Corrections of the cells of an excluded row go too.
        cells = (one for one in replies if one.kind == "cell" and one.key[0] in rows)
        return replies.undo([reply, *cells])

    label = text("Exclude again") if note.is_counted else text("Count as a row")
    return AnswerButton(label, f"note:{note.key}:{note.is_counted}", change, "tertiary")


def show_signature_lines(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the positions of the lines, never their text, and a button that excludes all of them."""
    text, lines = view.text, report.signature_lines
    if report.signatures_confirmed or not lines:
        return
    places, why = [_line_place(line, text) for line in lines], [text(WHY_SIGNATURES)]
    label = text("Exclude: {place}", place=places[0])
    if len(lines) > 1:
        why.append("; ".join(places))
        label = text.n("Exclude {n} line", "Exclude {n} lines", len(lines))
    exclude = AnswerButton(label, "signatures", give([Reply("signatures", "", True)]))
    show_question(file, text, text("Exclude signature lines?"), why, [exclude])


def _line_place(line: SignatureLine, text: Text) -> str:
    if line.sheet is None:
        below, above = N_("row {row:raw}, below the table"), N_("row {row:raw}, above the table")
    else:
        below = N_("sheet {n}, row {row:raw}, below the table")
        above = N_("sheet {n}, row {row:raw}, above the table")
    sheet = {} if line.sheet is None else {"n": line.sheet}
    return text(below if line.below else above, row=line.row, **sheet)


def show_cell_corrections(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show a form with the first cells that have an error; cells without a question come first."""
    text = view.text
    if not report.open_cells:
        return
    cells = sorted(report.open_cells, key=lambda cell: cell.issue.rule in QUESTIONS)
    label = text("Correct individual cells here")
    if others := sum(cell.issue.rule not in QUESTIONS for cell in cells):
        label = text.n("Correct {n} cell here", "Correct {n} cells here", others)
    rejected = st.session_state.pop(f"rejected-cells:{file.number}", ())
    with st.expander(label, key=f"correct:{file.number}:{text.lang}", expanded=bool(rejected)):
        if rejected:
            words = text(
                "Not applied because the new value looks like personal data: {cells}.",
                cells="; ".join(_cell_place(cell, text) for cell in rejected),
            )
            st.html(paragraphs([words]).replace("<p ", '<p role="alert" ', 1))
        with st.form(key=f"cells-form:{file.number}:{text.lang}", border=False):
            for cell in cells[:MOST_CELLS]:
                st.text_input(
                    escape_markdown(_cell_place(cell, text)),
                    value=cell.written,
                    key=_input_key(file, cell, text),
                    help=escape_markdown(cell.issue.message(text)),
                )
            st.form_submit_button(
                text("Apply and check again"),
                on_click=_correct,
                args=(file, cells[:MOST_CELLS], text),
            )
        if (rest := len(cells) - MOST_CELLS) > 0:
            words = text.n("and {n} more cell", "and {n} more cells", rest)
            st.html(source_line(words))


def _cell_place(cell: OpenCell, text: Text) -> str:
    row = text("row {row:raw}", row=cell.row)
    return f"{row}, {text('column {column}', column=text.quote(cell.issue.place(text).label))}"


def _input_key(file: SessionFile, cell: OpenCell, text: Text) -> str:
    return f"cell:{file.number}:{cell.row}:{cell.column}:{cell.written}:{text.lang}"


def _correct(file: SessionFile, cells: Sequence[OpenCell], text: Text) -> None:
    """Read the file again with the changed cells; personal data are rejected."""
    file = session_files.file(file.number)
    corrections, rejected = [], []
    for cell in cells:
        value = tidy_text(str(st.session_state.get(_input_key(file, cell, text), "")))
        if value == cell.written:
            continue
        if is_personal(value, cell.column):
            rejected.append(cell)
            continue
        # A cell that was corrected before is compared with the file, not with that correction.
        before = file.replies.of("cell").get((cell.row, cell.column))
        written, key = (
            (cell.written, cell.row_key) if before is None else (before.written, before.row_key)
        )
        correction = CellCorrection(written, value, key)
        corrections.append(Reply("cell", (cell.row, cell.column), correction, cell.header))
    if rejected:
        st.session_state[f"rejected-cells:{file.number}"] = tuple(rejected)
    read_with(file, give(corrections))
