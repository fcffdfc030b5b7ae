"""`python -m campaign serve`: the dashboard for browsers, as `make run` starts it."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ui.server_settings import server_settings
from campaign.ui.streamlit_compat import set_options
from campaign.web.security_headers import InvalidSetting
from campaign.web.server import ServerSettings, StartupNotifier, addresses, build_server, listen

ROOT = Path(__file__).resolve().parent.parent.parent
DONE, STOPPED = 0, 2
_FOLDERS = ("CAMPAIGN_DATA", "CAMPAIGN_GEO")


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--port", type=port, help=text("port to listen on; 8501 by default, 0 takes a free one")
    )
    parser.add_argument(
        "--address", help=text("address to listen on; by default all of this machine")
    )
    parser.add_argument("--data", help=text("another data folder of the same shape"))
    parser.add_argument(
        "--dev", action="store_true", help=text("reload a page when a source changes")
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help=text("language of messages")
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl+C; 2 where the address cannot be had or a setting is wrong."""
    text = Text.of(chosen.lang)
    _go_home(chosen)
    try:
        set_options(options(chosen))
        settings = server_settings()
        listening = listen(settings)
    except (OSError, UnicodeError) as refused:
        return _stop(reason(refused, settings, text))
    except ValueError as invalid:
        return _stop(str(invalid))
    signal.signal(signal.SIGTERM, _end)
    try:
        # Takes seconds: whoever connects meanwhile waits.
        app = import_module("dashboard").app
        urls = addresses(settings, listening)
        server = build_server(StartupNotifier(app, lambda: _announce(urls, text)), settings)
        server.run(sockets=[listening])
        return DONE if server.started else STOPPED
    except InvalidSetting as invalid:
        return _stop(str(invalid))
    except KeyboardInterrupt:
        return DONE


def _go_home(chosen: argparse.Namespace) -> None:
    """Work where `.streamlit/` is; folders that were named from elsewhere stay the same."""
    if chosen.data:
        os.environ["CAMPAIGN_DATA"] = chosen.data
    for name in _FOLDERS:
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.environ[name])
    os.chdir(ROOT)


def options(chosen: argparse.Namespace) -> dict[str, object]:
    """What was asked for, by the names that Streamlit has for it."""
    asked = {"server.port": chosen.port, "server.address": chosen.address}
    if chosen.dev:
        asked |= {"server.fileWatcherType": "auto", "server.runOnSave": True}
    return {name: value for name, value in asked.items() if value is not None}


def _announce(urls: tuple[str, ...], text: Text) -> None:
    lines = [text("The dashboard is open at"), *(f"  {address}" for address in urls)]
    lines.append(text("Ctrl+C stops it."))
    print("\n".join(lines), flush=True)


def reason(refused: Exception, settings: ServerSettings, text: Text) -> str:
    """Why it cannot listen, and what to do."""
    number = refused.errno if isinstance(refused, OSError) else None
    unknown = isinstance(refused, (socket.gaierror, UnicodeError))
    if unknown or number == errno.EADDRNOTAVAIL:
        return text(
            "{address} is not an address of this machine. Leave --address out to listen at all of "
            "its addresses.",
            address=settings.address,
        )
    if number == errno.EACCES:
        return text(
            "Port {port} needs the rights of an administrator. Choose a port above 1023: "
            "--port 8501.",
            port=str(settings.port),
        )
    if number == errno.EADDRINUSE:
        return text(
            "Port {port} is in use. Stop the program that uses it, or choose another port: --port "
            "{other}, make run PORT={other}.",
            port=str(settings.port),
            other=str(settings.port + 1),
        )
    return text("The server cannot start: {reason}", reason=str(refused))


def _stop(words: str) -> int:
    print(words, file=sys.stderr)
    return STOPPED


def _end(*_: object) -> None:
    """The server has closed its connections, or none was there yet."""
    raise SystemExit(DONE)


def port(written: str) -> int:
    """The number of a port. Raises ValueError where it is none."""
    number = int(written)
    if not 0 <= number < 65_536:
        raise ValueError(written)
    return number
