"""The subset of plotly.js: all that the charts need, and little else."""

from __future__ import annotations

import re

import brotli
import pytest
from plotly.offline import get_plotlyjs

from campaign.browser.plotly_subset import TRACES, BundleError, subset
from tests.test_compat import PLOTLY

SMALL = b"""/** license */
window.Plotly=(()=>{"use strict";var wrap=(e,t)=>()=>t||e((t={exports:{}}).exports,t),set=(e,t)=>e;
var math={};set(math,{add:()=>add});function add(e){return e+one}var one=1,two=2;
function unused(){return two}
var draw=wrap((e,t)=>{t.exports={draw:()=>math}}),shade=wrap((e,t)=>{t.exports={unused}});
var bar=wrap((e,t)=>{t.exports={moduleType:"trace",name:"bar",use:draw()}});
var pie=wrap((e,t)=>{t.exports={moduleType:"trace",name:"pie",use:shade()}});
var days=wrap((e,t)=>{t.exports={moduleType:"component",name:"calendars"}});
var rBar=wrap((e,t)=>{t.exports=bar()}),rPie=wrap((e,t)=>{t.exports=pie()});
var rDays=wrap((e,t)=>{t.exports=days()});
var core=wrap((e,t)=>{t.exports={register:(list)=>{e.list=list}}});
var entry=wrap((e,t)=>{var c=core();c.register([rBar(),rPie(),rDays()]);t.exports=c});
return entry();})();"""


@pytest.fixture(scope="module")
def library() -> str:
    return subset(get_plotlyjs().encode()).decode()


def names(source: bytes) -> set[str]:
    """Return the functions and variables that a small library declares."""
    return set(re.findall(r"(?:var |function |,)(\w+)(?==|\()", source.decode()))


def test_the_subset_has_what_a_trace_needs() -> None:
    assert names(subset(SMALL, ("bar",))) >= {"bar", "draw", "math", "add", "one", "core", "wrap"}


def test_the_subset_omits_what_no_trace_needs() -> None:
    reduced = subset(SMALL, ("bar",))
    assert not names(reduced) & {"pie", "rPie", "shade", "unused", "two", "days", "rDays"}
    assert b".register([rBar()])" in reduced


def test_the_first_line_requests_compilation_and_the_licence_follows() -> None:
    lines = subset(SMALL, ("bar",)).splitlines()
    assert lines[:2] == [b"//# allFunctionsCalledOnLoad", b"/** license */"]


def test_traces_have_the_requested_order() -> None:
    assert b".register([rPie(),rBar()])" in subset(SMALL, ("pie", "bar"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(SMALL, "no trace map, cone", id="trace"),
        pytest.param(SMALL.replace(b".register([", b".enter(["), "0 lists of traces", id="list"),
        pytest.param(b"var Plotly = {};", "it is not one function", id="function"),
        pytest.param(SMALL + b"}", "it is not one function", id="syntax"),
        pytest.param(
            SMALL.replace(b"t.exports=bar()", b"t.exports=bar ()"), "no trace bar", id="alias"
        ),
    ],
)
def test_another_library_is_rejected_with_a_reason(source: bytes, words: str) -> None:
    with pytest.raises(BundleError, match=words):
        subset(source, ("bar", "map", "cone") if "trace " in words else ("bar",))


def test_the_library_has_the_traces_of_the_charts_and_no_others(library: str) -> None:
    assert len(brotli.compress(library.encode(), quality=9, lgwin=24)) < 415_000
    types = set(re.findall(r'moduleType:"trace",name:"(\w+)"', library))
    assert types == {*TRACES, "scatter"}, "see docs/upgrading.md"


def test_the_subset_has_the_licences_of_the_library(library: str) -> None:
    source = get_plotlyjs()
    start, end = source.index("*/") + 2, source.rindex("window.Plotly")
    assert library.partition("\n")[2].startswith(source[:start]) and library.endswith(source[end:])
    assert library.count("icense") > 10


def test_the_subset_has_every_name_that_our_scripts_use(library: str) -> None:
    assert [name for name in PLOTLY if not re.search(rf"\b{name}\b", library)] == []
