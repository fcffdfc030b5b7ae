"""The reference data for a register file in any folder."""

from __future__ import annotations

from pathlib import Path

from campaign.dataset import campaign_cache
from campaign.dataset.engines.open_register import OpenRegister
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.folders import CAMPAIGNS_FILE, Folders, is_present
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.reference_data import NO_REFERENCE, ReferenceData


class _ClosedRegisters(OpenRegisters):
    """Opens no register: the reference data for the check are in other files."""

    def open(
        self, settings: RegisterSettings, label: str, reference: ReferenceData
    ) -> OpenRegister:
        """Return no register."""
        return OpenRegister(None, (), {})


def find_reference(file: Path) -> ReferenceData:
    """Return the reference data for a register file in any folder.

    They are those of the data folder that the file is in, with the campaign year of its folder as
    `edition`; for any other file those of the dashboard, without an edition. There are no codes if
    the data folder cannot be read.
    """
    folder = file.absolute().parent
    folders = campaign_cache.folders()
    if is_present(folder.parent / CAMPAIGNS_FILE):
        folders = Folders(folder.parent, folders.geo)
    try:
        campaign = load_campaign(folders, registers=_ClosedRegisters())
    except UnloadableDataError:
        return NO_REFERENCE
    is_year = folders.data == folder.parent and folder.name in campaign.editions
    return campaign_reference(campaign, folder.name if is_year else None)
