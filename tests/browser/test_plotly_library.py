"""The chart library for the browser: the subset, or the whole library without a subset."""

from __future__ import annotations

import brotli
import pytest
from plotly.offline import get_plotlyjs

from campaign.browser import plotly_library as module
from campaign.browser.module_process import ModuleFailedError
from campaign.browser.plotly_library import PlotlyLibrary, plotly_library

SUBSET = PlotlyLibrary(b"script", brotli.compress(b"script"))


class Subset:
    """A stub of the program's output, with the reason of a failure."""

    def __init__(self) -> None:
        self.failure = ""

    def read(self) -> PlotlyLibrary:
        if self.failure:
            raise ModuleFailedError(self.failure)
        return SUBSET


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Subset:
    """The subset, which nobody has read yet."""
    source = Subset()
    monkeypatch.setattr(module, "SUBSET", source)
    return source


def test_a_damaged_file_raises_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"(?i)brotli"):
        module._unpack(SUBSET.packed[:-3])


def test_the_library_is_whole_without_a_subset_and_the_log_has_the_reason(
    source: Subset, caplog: pytest.LogCaptureFixture
) -> None:
    source.failure = "no trace bar"
    library = plotly_library()
    assert library.is_whole and library.script.decode() == get_plotlyjs()
    assert brotli.decompress(library.packed) == library.script
    assert "plotly.js is used whole: no trace bar" in caplog.text
    source.failure = ""
    assert plotly_library() == SUBSET
