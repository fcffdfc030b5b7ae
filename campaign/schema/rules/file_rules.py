"""Rules of whole files: uploads, files of the server, and files of other kinds."""

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


SERVER_FILE_RULES = (
    Rule(
        "missing_file",
        "error",
        N_("File missing"),
        N_("The file is missing. Restore it and reload the page."),
    ),
    Rule(
        "missing_units",
        "error",
        N_("Regions without a boundary"),
        N_(
            "The file has no boundary for these regions: {units}. Restore the original file, "
            "or create the file again with the script in the same folder."
        ),
    ),
    Rule(
        "empty_file",
        "error",
        N_("No rows"),
        N_("The file has a header row but no other rows. Add the rows and reload the page."),
    ),
    Rule(
        "earlier_data_shown",
        "warning",
        N_("Damaged file: earlier data shown"),
        N_("The file is damaged. The earlier data are shown until the file is corrected."),
    ),
    Rule(
        "cut_short",
        "warning",
        N_("File may be incomplete"),
        N_(
            "The last row has fewer cells than the others and does not end with a line break: "
            "the file may be incomplete. Copy the file again, or complete the row."
        ),
    ),
)


FILE_KIND_RULES = (
    Rule(
        "picture",
        "error",
        N_("Picture"),
        N_(
            "The file is a picture, such as a photo or a scan of a table. Upload the table itself: "
            "the XLSX or CSV file that it was made from."
        ),
    ),
    Rule(
        "pdf",
        "error",
        N_("PDF document"),
        N_(
            "The file is a PDF document. Upload the table that it was made from, as XLSX or CSV, "
            "or copy the table into a new workbook."
        ),
    ),
    Rule(
        "text_document",
        "error",
        N_("Text document"),
        N_(
            "The file is a text document, such as a Word file. Copy the table into a new "
            "workbook, save the workbook as XLSX and upload it."
        ),
    ),
    Rule(
        "presentation",
        "error",
        N_("Presentation"),
        N_(
            "The file is a presentation, such as a PowerPoint file. Copy the table into a new "
            "workbook, save the workbook as XLSX and upload it."
        ),
    ),
    Rule(
        "archive",
        "error",
        N_("Archive"),
        N_(
            "The file is an archive (ZIP, RAR, 7z or the like). Unpack it, and upload the table "
            "that is in it. Only boundaries can be uploaded in a ZIP archive."
        ),
    ),
    Rule(
        "web_page",
        "error",
        N_("Web page"),
        N_(
            "The file is a web page (HTML), whatever its file name extension. Open it in Excel "
            "or LibreOffice, save it as XLSX and upload the XLSX file."
        ),
    ),
    Rule(
        "xml_file",
        "error",
        N_("XML file"),
        N_(
            "The file is an XML file. If it opens as a table in Excel or LibreOffice, save it "
            "there as XLSX and upload the XLSX file."
        ),
    ),
    Rule(
        "cloud_link",
        "error",
        N_("Link, not the table"),
        N_(
            "The file is only a link to an online table, such as one in Google Sheets. Open "
            "the table, download it as XLSX and upload the XLSX file."
        ),
    ),
    Rule(
        "numbers_document",
        "error",
        N_("Apple Numbers document"),
        N_(
            "The file is a document of Apple Numbers or a similar program. Open it, export it "
            "as Excel (XLSX) and upload the XLSX file."
        ),
    ),
    Rule(
        "damaged_file",
        "error",
        N_("File incomplete or damaged"),
        N_(
            "The file is incomplete or damaged. Save it again in the program that it came from, or "
            "download it again, and upload it."
        ),
    ),
)
