"""The check of a register that was just converted, for the first start of the dashboard with it."""

from __future__ import annotations

from pathlib import Path

from campaign.dataset import campaign_cache
from campaign.dataset.engines.engine import ShareProgress
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import SETTINGS_FILE, RegisterSettings, read_settings
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


def save_check(file: Path, reference: ReferenceData, progress: ShareProgress) -> bool:
    """Check the register of a new file if it is in the folder of a campaign year.

    Return True if the results are saved for the next process that opens it.
    """
    folder = file.absolute().parent
    if reference.edition is None:
        return False
    label = Folders(folder.parent, campaign_cache.folders().geo).label(folder / SETTINGS_FILE)
    settings = read_settings(folder / SETTINGS_FILE, label)
    if not isinstance(settings, RegisterSettings) or file.absolute() not in settings.files:
        settings = RegisterSettings("duckdb", file.name, (file.absolute(),), folder=folder)
    return open_register(settings, label, reference, progress).is_saved
