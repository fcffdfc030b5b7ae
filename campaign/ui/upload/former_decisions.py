"""The decisions about a former version of a file, used for the new one."""

from __future__ import annotations

from dataclasses import replace

from campaign.domain.campaign import Campaign
from campaign.ingest.options import RequestedOptions
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import FormerOptions
from campaign.ingest.versions.reused_settings import reuse_settings
from campaign.ingest.versions.upload_order import Upload, resolve
from campaign.ingest.versions.version_changes import same_name
from campaign.ui.upload.session_files import SessionFile, files, ingest
from campaign.ui.upload.session_registers import upload_order


def with_former_decisions(campaign: Campaign, file: SessionFile) -> SessionFile:
    """Return the file read with the options of its former version that still fit."""
    former = _former_version(file)
    if former is None or not isinstance(former.report, ValidationReport):
        return file
    before = {*upload_order().earlier(former.number), former.number}
    chain = [old.requested for old in files() if old.number in before]
    options = FormerOptions(
        replace(
            former.requested,
            signatures_excluded=any(requested.signatures_excluded for requested in chain),
            counted_rows=frozenset[str]().union(*(requested.counted_rows for requested in chain)),
        ),
        former.report.detected,
        former.detected,
        {key: answer for requested in chain for key, answer in requested.answers.items()},
        {key: cell for requested in chain for key, cell in requested.cells.items()},
        {key: public for requested in chain for key, public in requested.public_texts.items()},
    )

    def read(requested: RequestedOptions) -> ValidationReport:
        report = ingest(campaign, replace(file, requested=requested)).report
        assert isinstance(report, ValidationReport)
        return report

    assert isinstance(file.report, ValidationReport)
    decisions, report = reuse_settings(options, read, file.report)
    return replace(file, requested=decisions.requested, report=report, reuse=decisions)


def _former_version(file: SessionFile) -> SessionFile | None:
    """Return the register of which a file is a new version, the last of several; None if none.

    A file that cannot be read without further answers is matched by its name.
    """
    counting = {f.number: f for f in files() if f.number in upload_order().counting}
    if file.register is None:
        namesakes = [f for f in counting.values() if same_name(f.name, file.name)]
        return namesakes[-1] if namesakes and file.report.status != "personal_data" else None
    uploads = [Upload(n, f.name, f.register) for n, f in counting.items() if f.register]
    version = resolve([*uploads, Upload(file.number, file.name, file.register)]).version(
        file.number
    )
    return counting[version.former_uploads[-1]] if version else None
