"""Rules of files that are not tables; each names the kind of file and the remedy."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

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
