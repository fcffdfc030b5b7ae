"""The advice of the catalogue of issues, as message ids."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Severity

CORRECT = N_(
    "Correct the cell on the upload page, or correct your file and upload it again. Until then the "
    "row is not counted."
)
CORRECT_ROWS = N_("Correct the file and upload it again. Until then the row is not counted.")
CORRECT_FILE = N_(
    "Correct the file and upload it again. Until then nothing in it is counted. The template has "
    "the columns and lists that a register needs."
)
FILL_IN = N_(
    "Choose the file that has the rows, or another sheet on the upload page; or fill in a row "
    "for each activity and upload the file again."
)
SAVE_ANEW = N_(
    "Open the file in Excel or LibreOffice, save it as XLSX or as CSV UTF-8, and upload the new "
    "file."
)
SMALLER = N_(
    "Save only the sheet with the register in a file of its own, without pictures and unused "
    "columns, or divide the register into several files and upload them together."
)
ANSWER = N_(
    "Answer on the upload page, below the file: one answer applies to all rows with the same "
    "words. Or write the full name in your file and upload it again."
)
ESTIMATE = N_(
    "On the upload page, choose one of the numbers in the cell, which is then counted and "
    "marked as an estimate, or choose “Not reported”. Or write digits only in your file and "
    "upload it again."
)
BY_HAND = N_("Nothing needs to be done. “Clear answers” on the upload page withdraws the answer.")
CORRECT_AGAIN = N_("Compare the cell with your file and correct it again on the upload page.")
CHOOSE_COLUMN = N_(
    "On the upload page, choose the column of the file that corresponds to the missing column, "
    "or a value for every row; or add the column to your file and upload the file again."
)
LOG_TOO = N_(
    "Also upload the register to which the log is to be applied. The card of that register has "
    "a button that applies the log."
)
CLEANING_LOG = N_(
    "Choose the cleaning log that was downloaded from the upload page after an earlier file was "
    "checked, as CSV or XLSX."
)
SETTINGS = N_(
    "Check the settings of the file on the upload page and correct them if they are "
    "wrong: the file is then read again."
)
CLEAN = N_(
    "Delete everything that identifies a person, including in hidden rows, columns and sheets, "
    "comments, headers and footers. Then upload the file again. Nothing in the file was stored."
)
PUBLIC_TEXT = N_(
    "Answer on the upload page whether the text names a private person; for a file of the data "
    "folder, add a public text to public_texts.csv. Until then the row is counted without the text."
)
SIGNATURE = N_(
    "Confirm on the upload page that the line is excluded. If it is a row of the table, move it "
    "into the table and upload the file again."
)
EXPORT_AGAIN = N_(
    "Export the form again with all its submissions and upload the new file; or correct the cells "
    "of the row on the upload page."
)
AS_TABLE = N_("Upload the table itself, saved as XLSX or as CSV UTF-8.")
SAME_ACTIVITY = N_(
    "If both rows are one activity, delete one of them. If they are two, give each an activity "
    "code of its own and upload the file again."
)
CHECK = N_(
    "The row is counted. Check the cell or row named in the message: if it is correct, nothing "
    "needs to be done; if not, correct it in your file and upload the file again."
)
CHECK_FILE = N_(
    "The file is used as it is. Check what the message names: if it is correct, nothing needs to "
    "be done; if not, correct the file and upload it again."
)
PATH = N_("Give the path of a file that exists and that you are allowed to read.")
LOOK = N_(
    "Nothing needs to be done. Where the correction is wrong, change the cell in your file or the "
    "settings on the upload page."
)
OTHER_SHEET = N_(
    "On the upload page, choose another sheet, or all sheets with activities as one register."
)
TOTALS = N_(
    "Enter each activity into a row of the template. If only totals are known, choose on the "
    "upload page what the numbers count: each total becomes one record for its month, without "
    "a day."
)
NOTHING = N_("This is for your information. Nothing needs to be done.")
BOUNDARIES = N_(
    "Upload the boundaries of the oblasts and cities (level ADM1). The files of COD-AB, "
    "geoBoundaries and GADM can be uploaded as they are, as GeoJSON, TopoJSON, GeoPackage or a "
    "shapefile in a ZIP archive."
)
CHECK_BOUNDARIES = N_(
    "The boundaries are used. Compare the map with a reliable map; if the boundaries are "
    "wrong, correct the file and upload it again."
)
FOR_ADMINISTRATOR = N_(
    "Send the file to the administrator, who checks it with “python -m campaign check” and puts it "
    "into the data folder."
)
ADMINISTRATOR = N_(
    "This issue can occur only with data on the server. Ask the administrator to correct it."
)

BY_SEVERITY: Mapping[Severity, str] = {
    "error": CORRECT,
    "warning": CHECK,
    "repair": LOOK,
    "note": NOTHING,
}
"""The advice for a rule without an example of its own, by severity."""
