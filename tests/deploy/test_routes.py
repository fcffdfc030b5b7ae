"""The process to which nginx sends a viewer, and the files that its cache stores."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from contextlib import ExitStack

import brotli
import httpx
import pytest

from bench.balancer import NAME, TIMEOUT, route_of
from campaign.web.assets import address
from tests.deploy.conftest import Site

FILES = (
    address("style.css"),
    address("live_page.js"),
    "/assets/words/ky.json",
    "/files/map.csv",
    "/favicon.ico",
)


def test_new_viewers_are_distributed_and_stay_at_their_process(site: Site) -> None:
    site.expect_viewers(**dict.fromkeys(site.processes, 0))
    with ExitStack() as stack:
        routes = [site.new_route() for _ in range(6)]
        assert Counter(routes) == dict.fromkeys(site.processes, 3)
        for route in routes:
            line = stack.enter_context(site.connect(route))
            assert line.response is not None
            # The cookie is valid, so that it is not set again.
            assert "Set-Cookie" not in line.response.headers
        site.expect_viewers(**dict.fromkeys(site.processes, 3))
        for route in site.processes:
            for path in ("/", "/map?lang=ru", "/_stcore/health"):
                answer = site.visit(path, Cookie=f"campaign_route={route}")
                assert not route_of(answer.headers.get("Set-Cookie", "")), path


def test_a_viewer_of_an_unknown_process_gets_another(site: Site) -> None:
    for stranger in ("0badcafe", "campaign_any", "127.0.0.1:22", "a:b", ""):
        answer = site.visit(Cookie=f"campaign_route={stranger}")
        assert answer.status_code == 200
        assert route_of(answer.headers["Set-Cookie"]) in site.processes
        with site.connect(stranger) as line:
            assert line.response is not None
            assert route_of(line.response.headers["Set-Cookie"]) in site.processes


def test_files_that_a_cache_may_share_have_no_route_cookie(site: Site) -> None:
    static = re.findall(r"static/[\w./-]+", site.visit("/map").text)
    assert len(static) > 20
    for path in (*FILES, *(f"/{name}" for name in static[:5])):
        answer = site.visit(path, Cookie="", Accept="*/*")
        assert answer.status_code == 200, path
        assert not route_of(answer.headers.get("Set-Cookie", "")), path


@pytest.mark.parametrize("path", [address("player.js"), address("live_page.js")])
def test_files_are_cached_in_each_encoding(site: Site, path: str) -> None:
    bodies = {}
    for accepted, encoding in (
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0", "br"),
        ("gzip, deflate", "gzip"),
        ("identity", ""),
    ):
        url = f"{site.address}{path}"
        with httpx.stream(
            "GET", url, headers={"Accept-Encoding": accepted}, timeout=TIMEOUT
        ) as answer:
            body = b"".join(answer.iter_raw())
        assert answer.headers.get("Content-Encoding", "") == encoding, accepted
        assert "immutable" in answer.headers["Cache-Control"]
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
        bodies[accepted] = unpack(body)
    assert len(set(bodies.values())) == 1
    keys = [
        line
        for file in site.nginx.cache.rglob("*")
        if file.is_file()
        for line in file.read_bytes()[:2000].splitlines()
        if line.startswith(b"KEY: " + path.encode())
    ]
    assert len(keys) == len(set(keys)) == 3


def test_only_files_that_never_change_are_cached(site: Site) -> None:
    for path in ("/", "/map", "/health", "/files/map.csv"):
        site.visit(path)
    cache = b"".join(
        file.read_bytes()[:2000] for file in site.nginx.cache.rglob("*") if file.is_file()
    )
    assert set(re.findall(rb"KEY: /(\w+)/", cache)) <= {b"assets", b"static"}
    assert b"immutable" in cache


def test_the_cookie_of_https_is_secure(site: Site) -> None:
    answer = httpx.get(
        f"{site.nginx.secure_address}/",
        headers={"Accept": "text/html"},
        verify=False,
        timeout=TIMEOUT,
    )
    assert answer.status_code == 200
    attributes = {"Path=/", "HttpOnly", "SameSite=None", "Secure", "Partitioned"}
    assert set(answer.headers["Set-Cookie"].split("; ")[1:]) == attributes
    plain = site.visit().headers["Set-Cookie"]
    assert set(plain.split("; ")[1:]) == {"Path=/", "HttpOnly", "SameSite=Lax"}


def test_plain_http_is_redirected_to_https(site: Site) -> None:
    answer = httpx.get(
        f"http://127.0.0.1:{site.nginx.redirect_port}/map?lang=ru", headers={"Host": NAME}
    )
    assert (answer.status_code, answer.headers["Location"]) == (308, f"https://{NAME}/map?lang=ru")


def test_request_bodies_have_a_limit(site: Site) -> None:
    for path, megabytes in (("/", 2), ("/_stcore/upload_file/session/file", 52)):
        body = bytes(megabytes * 2**20)
        answer = httpx.put(f"{site.address}{path}", content=body, timeout=TIMEOUT)
        assert answer.status_code == 413, path


def test_nginx_logs_nothing_about_visits(site: Site) -> None:
    site.visit("/map?oblast=KG-N")
    # At its default level nginx logs this request with the address of the client.
    httpx.put(f"{site.address}/", content=bytes(2 * 2**20), timeout=TIMEOUT)
    for log in site.nginx.logs:
        lines = log.read_text()
        assert "client" not in lines and "KG-N" not in lines
