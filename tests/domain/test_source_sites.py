"""Sites and publishers of sources."""

from __future__ import annotations

from campaign.domain.source_sites import publishers, sites

SOURCES = ("https://www.unodc.org/a; Нацстатком КР, таблица 5", "http://unodc.org/b", "", "; ")


def test_sites_are_hosts_and_publishers_include_other_texts() -> None:
    assert sites(SOURCES) == ["unodc.org"]
    assert publishers(SOURCES) == ["unodc.org", "Нацстатком КР, таблица 5"]
