"""Rules of a whole file: errors of reading, and content that is not allowed."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

FILE_RULES = (
    Rule(
        "no_file",
        "error",
        N_("No such file"),
        N_("There is no file of this name. Check the path."),
    ),
    Rule(
        "no_regular_file",
        "error",
        N_("Not a file"),
        N_("This is a folder or a device, not a file. Choose a file."),
    ),
    Rule(
        "not_permitted",
        "error",
        N_("Reading not permitted"),
        N_("You have no permission to read the file. Ask its owner for access."),
    ),
    Rule(
        "empty_content",
        "error",
        N_("Empty file"),
        N_("The file is empty. Choose the file that contains the table."),
    ),
    Rule(
        "too_big",
        "error",
        N_("File too large"),
        N_(
            "The file is larger than {limit} MB. Split it into several files, or remove what is "
            "not needed, and upload it again."
        ),
    ),
    Rule(
        "no_room",
        "error",
        N_("File limit reached"),
        N_(
            "At most {files} files and {limit} MB can be uploaded at a time; this file would "
            "exceed the limit. Remove files that you no longer need, and upload this one again."
        ),
    ),
    Rule(
        "too_large_to_correct",
        "error",
        N_("File too large for automatic correction"),
        N_(
            "The file is larger than {limit} MB and must therefore follow the template "
            "exactly: dates as 2017-07-31, codes for regions and types, numbers in digits "
            "only, an activity code in each row. Correct the file, or split it."
        ),
    ),
    Rule(
        "not_a_table",
        "error",
        N_("Not a table"),
        N_("The file cannot be read as a table. Save it as XLSX or CSV and upload the new file."),
    ),
    Rule(
        "not_read",
        "error",
        N_("Error in the program"),
        N_(
            "The file was not read because of an error in the program. Report the code {code} to "
            "the administrator."
        ),
    ),
    Rule(
        "old_workbook",
        "error",
        N_("Workbook in the old format"),
        N_(
            "The file is a workbook in the old format (XLS). Open it, save it as XLSX and "
            "upload the XLSX file."
        ),
    ),
    Rule(
        "locked",
        "error",
        N_("Protected by a password"),
        N_(
            "The file is protected by a password. Save it without a password and upload the new "
            "file."
        ),
    ),
    Rule(
        "unpacks_too_big",
        "error",
        N_("Too large when unpacked"),
        N_(
            "The unpacked file is too large for a register. Copy the table into a new workbook "
            "and upload it."
        ),
    ),
    Rule(
        "too_wide",
        "error",
        N_("Sheet too large"),
        N_(
            "The sheet is too large: cells are filled or formatted far beyond the table. Copy "
            "the table into a new workbook and upload it."
        ),
    ),
    Rule(
        "line_too_long",
        "error",
        N_("Row too long"),
        N_(
            "The row is far too long for a table. Save the file again as XLSX or CSV UTF-8 and "
            "upload the new file."
        ),
    ),
    Rule(
        "binary",
        "error",
        N_("Not text"),
        N_(
            "The file contains characters that do not occur in text. Save it again as XLSX or "
            "CSV and upload the new file."
        ),
    ),
    Rule(
        "too_deep",
        "error",
        N_("Nested too deeply"),
        N_(
            "The file has too many levels of nesting. Save it again in the program that it came "
            "from, and upload it."
        ),
    ),
    Rule(
        "reading_stopped",
        "error",
        N_("Reading stopped"),
        N_(
            "Reading was stopped because it took too much time or memory. Copy the table into a "
            "new workbook and upload it."
        ),
    ),
    Rule(
        "unclosed_quote",
        "error",
        N_("Quotation mark not closed"),
        N_(
            "A quotation mark opened in this row is not closed in it, so the rows after it cannot "
            "be separated. Close or remove the quotation mark."
        ),
    ),
    Rule(
        "no_header_row",
        "error",
        N_("No header row"),
        N_(
            "The file has no header row with the required columns: {columns}. Write the column "
            "names above the table, or choose the header row and the columns on the upload page."
        ),
    ),
    Rule(
        "no_rows",
        "warning",
        N_("No rows with data"),
        N_(
            "The table has no rows with data below its header row, so nothing is counted. Fill in "
            "the rows and upload the file again, or choose another file."
        ),
    ),
    Rule(
        "population_columns",
        "error",
        N_("Population file without known columns"),
        N_(
            "The table looks like a population file: it has a large number for each region, "
            "but no type of activity. Name its columns as in the template: {columns}. If it is "
            "a register, choose the columns by hand."
        ),
    ),
    Rule(
        "plan_columns",
        "error",
        N_("Plan without known columns"),
        N_(
            "The table looks like a plan: it has planned numbers, but neither dates nor "
            "attendance. Name its columns as in the template: {columns}. If it is a register, "
            "choose the columns by hand."
        ),
    ),
    Rule(
        "no_sheet",
        "error",
        N_("No such sheet"),
        N_("There is no sheet of this name: {sheet}. Choose one of: {sheets}."),
    ),
    Rule(
        "not_in_encoding",
        "error",
        N_("Wrong encoding"),
        N_("The file cannot be read as {encoding}. Choose another encoding."),
    ),
    Rule(
        "cleaning_log",
        "error",
        N_("Cleaning log, not a register"),
        N_(
            "The file is a cleaning log. Upload the register too: its card has a button that "
            "applies the log."
        ),
    ),
    Rule(
        "no_cleaning_log",
        "error",
        N_("Not a cleaning log"),
        N_("The file is not a cleaning log. Choose a log that was downloaded after a check."),
    ),
    Rule(
        "table_kinds",
        "note",
        N_("Kinds of files"),
        N_(
            "No table of the dashboard has these column names. A file can be one of: {allowed}. "
            "State its kind with “--kind” to see which columns it lacks."
        ),
    ),
    Rule(
        "administrator_table",
        "error",
        N_("Table of the data folder"),
        N_(
            "The file is the table {value} of the data folder. Only the administrator can "
            "change it; it cannot be uploaded. Send the file to the administrator."
        ),
    ),
    Rule(
        "cleaning_log_applied",
        "note",
        N_("Cleaning log applied"),
        N_("Applied from the cleaning log: {used} of {lines} answers and corrections by hand."),
    ),
    Rule(
        "header_delimiter",
        "error",
        N_("Header row with another separator"),
        N_(
            "The header row and the other rows have different separators ({header_sign} in the "
            "header row, {row_sign} in the other rows). Save the file with one separator."
        ),
    ),
    Rule(
        "missing_column",
        "error",
        N_("Column missing"),
        N_(
            "A column is missing: {column}. Add it to the header row, or choose the "
            "corresponding column on the upload page."
        ),
    ),
    Rule(
        "ambiguous_column",
        "error",
        N_("Required column not clear"),
        N_(
            "Several columns of the file may be {column}: {columns}. None of them is read. Choose "
            "one on the upload page, or keep one of these headers in the file."
        ),
    ),
    Rule(
        "ambiguous_optional_column",
        "warning",
        N_("Column not clear"),
        N_(
            "Several columns of the file may be {column}: {columns}. The rows count without it. "
            "Choose one on the upload page, or keep one of these headers in the file."
        ),
    ),
)
