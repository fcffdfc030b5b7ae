"""The cache of open registers in engines: an unchanged register is not checked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.watch import read_state
from campaign.dataset.file_stamp import FileStamp, file_stamp
from campaign.domain import clock
from campaign.ingest.reference_data import ReferenceData


@dataclass(frozen=True)
class _Basis:
    """Everything but the rows on a server that the check of a register depends on in a process."""

    settings: RegisterSettings
    reference: ReferenceData
    files: FileStamp | None


@dataclass(eq=False)
class OpenRegisters:
    """The registers of one reading of the campaign, by the labels of their settings.

    A register of the previous reading is opened again if a byte of its files may have changed or
    its server has another version, if codes, dates, population or public texts have changed, on
    another day, and after a failure of its engine. Unusable registers are always opened again.
    """

    _former: Mapping[str, tuple[_Basis, OpenRegister]] = field(default_factory=dict)
    _by_label: dict[str, tuple[_Basis, OpenRegister]] = field(default_factory=dict, init=False)

    def successor(self) -> OpenRegisters:
        """Return the registers of the next reading, which can reuse those of this one."""
        return OpenRegisters(self._by_label)

    def forget_former(self) -> None:
        """Release the registers of the previous reading that this one does not use."""
        self._former = {}

    def open(
        self, settings: RegisterSettings, label: str, reference: ReferenceData
    ) -> OpenRegister:
        """Return the result of `open_register`, or the open register of the previous reading."""
        reference = replace(reference, today=reference.today or clock.today())
        # Before the rows are read, so that later changes are read again.
        stamp = None if settings.is_in_server else file_stamp(settings.files)
        if stamp is None and not settings.is_in_server:
            return open_register(settings, label, reference)
        basis = _Basis(settings, reference, stamp)
        former_basis, result = self._former.get(label, (None, None))
        if result is None or former_basis != basis or not _is_current(result, settings):
            result = open_register(settings, label, reference)
        if result.register is not None:
            self._by_label[label] = (basis, result)
        return result


def _is_current(result: OpenRegister, settings: RegisterSettings) -> bool:
    """Return True if the engine has not failed, and the rows on a server have the same version."""
    if result.register is None or FAILURES.has_failed(result.register.engine):
        return False
    return not settings.is_in_server or read_state(result.register.engine) == result.version
