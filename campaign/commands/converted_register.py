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
from campaign.ingest.reference_data import ReferenceData


class _ClosedRegisters(OpenRegisters):
    """Opens no register: the reference data for the check are in other files."""

    def open(
        self, settings: RegisterSettings, label: str, reference: ReferenceData
    ) -> OpenRegister:
        """Return no register."""
        return OpenRegister(None, (), {})


def save_check(file: Path, progress: ShareProgress) -> bool:
    """Check the register of a new file if it is in the folder of a campaign year.

    Return True if the results are saved for the next process that opens it.
    """
    folder = file.absolute().parent
    folders = Folders(folder.parent, campaign_cache.folders().geo)
    if not is_present(folders.data / CAMPAIGNS_FILE):
        return False
    try:
        campaign = load_campaign(folders, registers=_ClosedRegisters())
    except UnloadableDataError:
        return False
    if folder.name not in campaign.editions:
        return False
    label = folders.label(folder / SETTINGS_FILE)
    settings = read_settings(folder / SETTINGS_FILE, label)
    if not isinstance(settings, RegisterSettings) or file.absolute() not in settings.files:
        settings = RegisterSettings("duckdb", file.name, (file.absolute(),), folder=folder)
    reference = campaign_reference(campaign, folder.name)
    return open_register(settings, label, reference, progress).is_saved
