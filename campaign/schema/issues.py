"""What can be wrong with a file, a column or a cell, and how to say so to the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from campaign.i18n.translator import N_, Text

Severity = Literal["error", "warning", "repair", "note"]
"""An error sets its row aside, a warning leaves it in the sums, a repair says what was mended, and
a note what is good to know."""


@dataclass(frozen=True)
class Issue:
    """One fault, located as the author of the file sees it.

    `row` counts as a spreadsheet does: the head is row 1. `row` and `column` are None where the
    fault concerns the whole file or the whole row. An error sets its row (or file) aside; a
    warning leaves it in the sums.
    """

    file: str
    rule: str
    row: int | None = None
    column: str | None = None
    severity: Severity = "error"
    params: Mapping[str, str | int] = field(default_factory=dict)

    def message(self, text: Text) -> str:
        """What is wrong and what to do, one or two sentences in the reader's language."""
        params = dict(self.params)
        if self.row is not None:
            params.setdefault("row", self.row)
        # Words are message ids themselves.
        for name in ("what", "here", "there", "header_sign", "row_sign"):
            if isinstance(params.get(name), str):
                params[name] = text(str(params[name]))
        offers = params.pop("offers", "") if "{offers}" not in MESSAGES[self.rule] else ""
        said = text(MESSAGES[self.rule], **params)
        return f"{said} {text('Similar: {offers}.', offers=offers)}" if offers else said

    def place(self, text: Text) -> str:
        """File, row and column in words, as far as they are known."""
        if self.row is not None and self.column is not None:
            return text(
                "{file}, row {row:raw}, column {column}",
                file=self.file,
                row=self.row,
                column=text.quote(self.column),
            )
        if self.row is not None:
            return text("{file}, row {row:raw}", file=self.file, row=self.row)
        if self.column is not None:
            return text("{file}, column {column}", file=self.file, column=text.quote(self.column))
        return self.file


MESSAGES: Mapping[str, str] = {
    # The whole file
    "no_file": N_("There is no file of this name."),
    "no_regular_file": N_("This is a folder or a device, not a file."),
    "not_permitted": N_("The file may not be read: ask whoever owns it."),
    "empty_content": N_("The file is empty. Choose the file that holds the table."),
    "too_big": N_("The file is larger than {limit} MB. Split it, or take out what is not needed."),
    "no_room": N_(
        "There is no room for one more file: {files} files and {limit} MB are kept at a time. "
        "Forget those that you no longer need, and bring this one again."
    ),
    "too_big_to_mend": N_(
        "The file is larger than {limit} MB, and so it must be written as the template has it: "
        "days as 2017-07-31, codes for regions and types, plain figures, a key for each row. "
        "Correct that, or split the file."
    ),
    "not_a_table": N_(
        "The file is not a table that can be read here. Save it as XLSX or as CSV and bring that."
    ),
    "old_workbook": N_(
        "The file is a workbook of the old kind (XLS). Open it, save it as XLSX and bring that."
    ),
    "locked": N_("The file is protected by a password. Save it without one and bring that."),
    "unpacks_too_big": N_(
        "The file unpacks to more than can be a register. Copy the table into a new workbook."
    ),
    "too_wide": N_(
        "The sheet reaches too far: cells are filled or formatted far beyond the table. Copy the "
        "table into a new workbook."
    ),
    "line_too_long": N_("Row {row:raw} is far too long for a table. Check how the file was saved."),
    "binary": N_("The file holds bytes that no text has. Save it anew as XLSX or as CSV."),
    "too_deep": N_("The file is nested too deeply. Save it anew from the program it came from."),
    "reading_stopped": N_(
        "Reading the file took more time or memory than a register needs, and was stopped. Copy "
        "the table into a new workbook."
    ),
    "unclosed_quote": N_(
        "A quotation mark opened in row {row:raw} is never closed, so that the rows after it run "
        "together. Close it or take it out."
    ),
    "no_head": N_(
        "No row names the columns that are needed: {columns}. Write them above the table, or "
        "choose the row and the columns by hand."
    ),
    "no_sheet": N_("There is no sheet of this name: {sheet}. Choose one of: {sheets}."),
    "not_in_encoding": N_("The file cannot be read as {encoding}. Choose another encoding."),
    "personal_column": N_(
        "The column looks like {what}. Delete the column, also from hidden sheets, and bring the "
        "file again."
    ),
    "personal_data": N_(
        "The cell looks like {what}. Take it out, or write the role or the office instead, and "
        "bring the file again."
    ),
    "personal_aside": N_(
        "A text outside the cells looks like {what}: a comment, a header or footer, a text box, a "
        "hint, a link or the name of a sheet. Take it out and bring the file again."
    ),
    "possible_name": N_(
        "The cell may name a person. The row is counted without this text. Take the name out, or "
        "answer on the page for uploads that the text is not personal data."
    ),
    "possible_name_aside": N_(
        "A text outside the table may name a person: another sheet, a comment, a header or "
        "footer, a text box, a hint, a link or the name of a sheet. Nothing of it is shown. Take "
        "the name out, or answer on the page for uploads that the text is not personal data."
    ),
    # Cells
    "error_cell": N_(
        "The cell shows a spreadsheet error: {value}. Mend the formula, or write the value."
    ),
    "uncalculated": N_(
        "The cell holds a formula that was never calculated. Open the file in a spreadsheet "
        "program, save it, and bring it again."
    ),
    "damaged_text": N_("The cell holds damaged characters. Write the words anew."),
    "ambiguous_oblast": N_(
        "“{value}” may be the city or the oblast. Choose which, or write {offers}."
    ),
    "ambiguous_type": N_("“{value}” may be more than one type: {offers}. Choose which."),
    "duplicate": N_(
        "The row repeats row {first:raw} in every cell, row numbers aside. It is not counted twice."
    ),
    "duplicate_of_file": N_(
        "The row repeats row {first:raw} of {other} in every cell, row numbers aside. It is not "
        "counted twice."
    ),
    "key_of_file": N_(
        "The activity code stands in row {first:raw} of {other} too. The row is not counted twice; "
        "give it a code of its own if it is another activity."
    ),
    "likely_of_file": N_(
        "{what} are those of row {first:raw} of {other}: a possible duplicate. People reached: "
        "{there} in that row, {here} in this one. Both rows are counted; if they are one activity, "
        "delete one of them."
    ),
    "kept": N_("The file is broken. What it held before stays on show until it is mended."),
    "cut_short": N_(
        "The last row has fewer cells than the others, and no line break ends it: the file may be "
        "cut short. Copy it again, or complete the row."
    ),
    "likely_duplicate": N_(
        "{what} are those of row {first:raw}: a possible duplicate. People reached: {there} in "
        "that row, {here} in this one. Both rows are counted; if they are one activity, delete one "
        "of them."
    ),
    "unlikely_date": N_(
        "The date lies in the future or before 2000: {value}. The row is counted; check the year."
    ),
    "merged_figure": N_(
        "The figure is merged over several rows. It is counted once, in row {first:raw}; here it "
        "is not reported. Give each row its own."
    ),
    "too_many": N_(
        "The number is too large: {value}. At most {most} can be counted. Correct the figure."
    ),
    "above_country": N_(
        "More people than live in the country: {value}, where the population is {most}. Correct "
        "the figure."
    ),
    "implausible": N_(
        "An implausible value: {value}, where the population is {most}. The row is counted; check "
        "the figure."
    ),
    "total_differs": N_(
        "The file gives a total of {value}. The rows it sums up, accepted or not, give {summed} "
        "(rows: {rows}): a difference of {difference}. Check the total and the rows."
    ),
    # Notes
    "total_agrees": N_("The file's total agrees with its rows: {value}."),
    "sexes_incomplete": N_(
        "Women and men add up to {sexes} of {reached} people reached; the sex of {missing} is not "
        "reported (rows: {rows})."
    ),
    # Repairs
    "decoded": N_("Read as {encoding}."),
    "title_rows": N_("Above the head there are rows that are no part of the table: passed over."),
    "tag_row": N_("The row of HXL tags was read and is not counted."),
    "total_row": N_("A row of totals: left out, so that nothing is counted twice."),
    "repeated_head": N_("The head again: left out."),
    "note_row": N_("A row of notes below the table: left out."),
    "blank_column": N_("A column without any entry: passed over."),
    "unknown_column": N_("The column is not part of the register. It is kept as it is."),
    "merged_head": N_("A merged head was read for every column below it."),
    "merged_cell": N_("A merged cell was read for every row it covers."),
    "spaces": N_("Stray spaces were taken out."),
    "letters": N_("Latin letters among Cyrillic ones were put right: {value}."),
    "date_rewritten": N_("The date {value} was read as {read}."),
    "number_rewritten": N_("The number {value} was read as {read}."),
    "not_reported_word": N_("{value} was read as not reported."),
    "spelling": N_("{value} was read as {read}."),
    "text_left_out": N_("The text was left out, because it is personal data."),
    "date_order_guess": N_(
        "Every date could also be read with the month first. They were read with the day first."
    ),
    "date_order_mixed": N_(
        "Some dates can be read in more than one order. They were read so: {read}. Check them, or "
        "choose the order by hand."
    ),
    "missing_file": N_("The file is missing. Put it back and reload the page."),
    "unreadable": N_(
        "The file cannot be read as a table. Save it as CSV (UTF-8, comma) and reload the page."
    ),
    "encoding": N_("The file is not saved as UTF-8. Save it as CSV UTF-8 and reload the page."),
    "boundaries": N_(
        "The file cannot be read as boundaries. Bring back the original, or make it anew with "
        "the script beside it."
    ),
    "missing_units": N_(
        "These regions have no boundary: {units}. Bring back the original file, or make it anew "
        "with the script beside it."
    ),
    "header_delimiter": N_(
        "The header row and the rows are not separated alike: header row, {header_sign}; rows, "
        "{row_sign}. Save the file with one separator."
    ),
    "missing_column": N_("A column is missing: {column}. Add it to the head of the file."),
    "empty_file": N_("The file has a head but no rows. Add the rows and reload the page."),
    "ragged": N_("The row has more cells than the head. Check for a comma that needs quotes."),
    "required": N_("The cell is empty, and must be filled in."),
    "date": N_("Not a date: {value}. Write it as 2017-07-31."),
    "whole": N_("Not a whole number: {value}. Write figures only, or leave the cell empty."),
    "number": N_("Not a number: {value}. Write figures only, or leave the cell empty."),
    "negative": N_("The number is below zero: {value}. Write zero or more."),
    "unique": N_("The value occurs more than once: {value}. Give every row its own."),
    "unknown_oblast": N_(
        "Unknown oblast or city: {value}. Write a code such as KG-N, or a name as in the list of "
        "regions. A bare “Osh” may be the city or the oblast: write which."
    ),
    "unknown_unit": N_(
        "Unknown oblast or city: {value}. Write a code such as KG-N, or a name as in the list of "
        "regions."
    ),
    "ambiguous_unit": N_(
        "“{value}” may be the city or the oblast. Choose which, or write {offers}."
    ),
    "unknown_type": N_("Unknown type of activity: {value}. Write a code from the list of types."),
    "unknown_choice": N_("Unknown value: {value}. Allowed: {allowed}."),
    "end_before_start": N_("The end date is before the start date. Correct one of them."),
    "sexes_exceed_reached": N_(
        "Women and men together exceed the people reached. Check all three."
    ),
    "youth_exceeds_reached": N_("Young people exceed the people reached. Check both figures."),
    "outside_edition": N_(
        "The date lies outside the campaign. The row is counted; check that the year is right."
    ),
    # Boundaries
    "no_content": N_("The file is empty. Choose the file that holds the boundaries."),
    "not_boundaries": N_(
        "The file cannot be read as boundaries here. Bring GeoJSON, TopoJSON, a GeoPackage (GPKG) "
        "or a shapefile in a ZIP archive."
    ),
    "broken_json": N_(
        "The file is cut off or damaged. Save it anew from the program it came from."
    ),
    "no_room_to_unpack": N_(
        "The server has no room left to unpack this file. Tell whoever runs it, or bring the "
        "boundaries as GeoJSON, which needs no room."
    ),
    "outlines_stopped": N_(
        "Reading the file took more time or memory than boundaries need, and was stopped. Bring a "
        "version with simpler lines."
    ),
    "bare_shapefile": N_(
        "A shapefile is several files: .shp, .shx, .dbf and .prj. Put all of them into one ZIP "
        "archive and bring that."
    ),
    "shapefile_part": N_(
        "The archive lacks the {part} part of the shapefile “{name}”, which says what each area "
        "is. Put .shp, .shx, .dbf and .prj into one ZIP archive and bring that."
    ),
    "index_rebuilt": N_(
        "The archive lacks the .shx part of the shapefile “{name}”. It was made anew from the "
        ".shp part."
    ),
    "no_projection": N_(
        "The file does not say in which projection its coordinates are (a shapefile says so in its "
        ".prj part). Add that, or save the file in WGS 84 (EPSG:4326)."
    ),
    "assumed_degrees": N_(
        "The file does not say in which projection its coordinates are (a shapefile says so in its "
        ".prj part). As degrees they lie in Kyrgyzstan, and were read so."
    ),
    "unknown_projection": N_(
        "The projection of the file is not known here: {crs}. Save it in WGS 84 (EPSG:4326)."
    ),
    "damaged_archive": N_("The ZIP archive is damaged. Make it anew."),
    "archive_too_big": N_(
        "The ZIP archive unpacks to more than boundaries of regions need. Put only the layer of "
        "oblasts into it."
    ),
    "nested_archive": N_(
        "The archive holds another archive: {name}. Unpack that one, and bring what is in it."
    ),
    "no_boundaries_inside": N_(
        "The ZIP archive holds no boundaries: no file in it ends in .shp, .gpkg, .geojson, .json "
        "or .topojson."
    ),
    "no_layer": N_("There is no layer of this name: {layer}. Choose one of: {layers}."),
    "no_areas": N_(
        "The file holds points, lines or tables, but no areas. Bring the boundaries of the oblasts "
        "as polygons."
    ),
    "too_many_areas": N_(
        "The layer holds more than {limit} areas, more than outlines of oblasts can be. Bring the "
        "layer of oblasts."
    ),
    "raions": N_(
        "The areas are raions or smaller. Bring the layer of oblasts and cities, often called ADM1."
    ),
    "no_units": N_(
        "No area could be recognised as an oblast or a city. Give each a code such as KG-N in a "
        "column named iso_code, or a name as in the list of regions."
    ),
    "units_not_drawn": N_(
        "These regions are not drawn, or not recognised: {units}. Add them, or check their codes "
        "and names."
    ),
    "another_country": N_(
        "The areas lie outside Kyrgyzstan (69 to 81° east, 39 to 44° north): another country, or "
        "a wrong projection. Save the file in WGS 84 (EPSG:4326)."
    ),
    "not_degrees": N_(
        "The coordinates are no degrees, and the file does not say in which projection they are. "
        "Save it in WGS 84 (EPSG:4326)."
    ),
    "swapped_axes": N_(
        "Latitude stands before longitude. Save the file with the longitude (69 to 81) first."
    ),
    "outside_country": N_(
        "The area bears the name or code of a region, but lies outside Kyrgyzstan. It was left "
        "out; check the name."
    ),
    "too_small_extent": N_(
        "All areas together are far smaller than Kyrgyzstan. Check the projection, and that each "
        "oblast is drawn whole."
    ),
    "no_outline": N_(
        "The region has no outline: it is empty, damaged, a point or a line. Draw it as a polygon."
    ),
    "unlikely_area": N_(
        "{unit} is drawn with {drawn} km², but has about {area} km². Check that no two regions "
        "have each other's name."
    ),
    "unknown_areas": N_(
        "Areas that are none of our oblasts and cities were left out, {n} in all: {names}."
    ),
    "bishkek_within": N_(
        "The file draws Bishkek within Chui oblast. On the map the city's figures are added to the "
        "oblast's."
    ),
    "osh_within": N_(
        "The file draws Osh city within Osh oblast. On the map the city's figures are added to the "
        "oblast's."
    ),
    "ring_mended": N_("The outline crosses or touches itself, and was mended."),
    "pieces_joined": N_("{unit} was drawn in several pieces, which were joined: {n}."),
    "lines_simplified": N_(
        "The lines were simplified to about {metres} m, so that the map loads fast."
    ),
    # Residents
    "second_figure": N_(
        "The region has a figure for this date already, in row {first:raw}. That one is used; take "
        "out one of the two."
    ),
    "sources_differ": N_(
        "Another source gives {value} residents for the same region and date, in row {first:raw}. "
        "The later row is used; take out one of the two."
    ),
    "unlikely_residents": N_(
        "A region with {value} residents is beyond belief. The figure is used; check it."
    ),
    "no_residents": N_(
        "These regions have no figure in any year: {units}. People reached per 10,000 population "
        "need a figure for every region in the same year; add them."
    ),
    "cities_within": N_(
        "The file has no figures for the cities. Those of their oblasts are taken to include them, "
        "as the uploaded boundaries do."
    ),
}
