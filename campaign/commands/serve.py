"""`python -m campaign serve`: the dashboard for browsers, as `make run` starts it."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
from functools import partial
from importlib import import_module
from pathlib import Path

from campaign.commands.output import STOPPED, data_error, stop
from campaign.dataset.engines.files.temporary_folder import remove_leftovers
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ui.server_settings import server_settings
from campaign.ui.streamlit_compat import set_options
from campaign.web.security import InvalidSettingError
from campaign.web.server import (
    ServerSettings,
    StartupNotifier,
    addresses,
    build_server,
    listen,
    report_start,
)

ROOT = Path(__file__).resolve().parent.parent.parent
DONE = 0
_PATHS = (
    *("CAMPAIGN_DATA", "CAMPAIGN_GEO", "CAMPAIGN_SERVICES"),
    *("PGSERVICEFILE", "PGPASSFILE"),
)
"""The variables that name a file or a folder."""


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--port",
        type=partial(port, text=text),
        help=text("port to listen on; 8501 by default, 0 for any free port"),
    )
    parser.add_argument(
        "--address", help=text("address to listen on; by default all addresses of this machine")
    )
    parser.add_argument("--data", help=text("another data folder with the same structure"))
    parser.add_argument(
        "--dev", action="store_true", help=text("reload a page when a source file changes")
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help=text("language of messages")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl+C; return 2 if the address or a setting is not usable, else 0."""
    text = Text.of(arguments.lang)
    if arguments.data and (error := data_error(Path(arguments.data), text)):
        return stop(error)
    _enter_root_folder(arguments)
    try:
        set_options(options(arguments))
        settings = server_settings()
    except (OSError, UnicodeError) as error:
        return stop(text("The server cannot start: {reason}", reason=str(error)))
    except ValueError as invalid:
        return stop(str(invalid))
    try:
        # An unusable address is an error at once.
        listen(settings).close()
    except (OSError, UnicodeError) as error:
        return stop(reason(error, settings, text))
    signal.signal(signal.SIGTERM, _end)
    try:
        remove_leftovers()
        # This import takes minutes with a long register. Connections are refused meanwhile, so that
        # a proxy uses another process at once.
        app = import_module("dashboard").app
        try:
            listener = listen(settings)
        except OSError as error:
            return stop(reason(error, settings, text))
        urls = addresses(settings, listener)
        server = build_server(StartupNotifier(app, lambda: _announce(urls, text)), settings)
        server.run(sockets=[listener])
        return DONE if server.started else STOPPED
    except InvalidSettingError as invalid:
        return stop(str(invalid))
    except KeyboardInterrupt:
        return DONE


def _enter_root_folder(arguments: argparse.Namespace) -> None:
    """Make relative paths of variables absolute, then change to the folder of `.streamlit/`."""
    if arguments.data:
        os.environ["CAMPAIGN_DATA"] = arguments.data
    for name in _PATHS:
        if os.environ.get(name):
            os.environ[name] = os.path.abspath(os.environ[name])
    os.chdir(ROOT)


def options(arguments: argparse.Namespace) -> dict[str, object]:
    """Return {name of the option in Streamlit: value}; omitted options are not in it."""
    values = {"server.port": arguments.port, "server.address": arguments.address}
    if arguments.dev:
        values |= {"server.fileWatcherType": "auto", "server.runOnSave": True}
    return {name: value for name, value in values.items() if value is not None}


def _announce(urls: tuple[str, ...], text: Text) -> None:
    lines = [text("The dashboard is open at"), *(f"  {address}" for address in urls)]
    lines.append(text("Press Ctrl+C to stop the server."))
    print("\n".join(lines), flush=True)
    report_start()


def reason(error: Exception, settings: ServerSettings, text: Text) -> str:
    """Return the reason why the server cannot listen, and what to do."""
    number = error.errno if isinstance(error, OSError) else None
    is_unknown = isinstance(error, (socket.gaierror, UnicodeError))
    if is_unknown or number == errno.EADDRNOTAVAIL:
        return text(
            "{address} is not an address of this machine. Omit --address to listen on all "
            "of its addresses.",
            address=settings.address,
        )
    if number == errno.EACCES:
        return text(
            "Port {port} needs administrator rights. Choose a port above 1023: --port 8501.",
            port=str(settings.port),
        )
    if number == errno.EADDRINUSE:
        return text(
            "Port {port} is in use. Stop the program that uses it, or choose another port: --port "
            "{other}, make run PORT={other}.",
            port=str(settings.port),
            other=str(settings.port + 1),
        )
    return text("The server cannot start: {reason}", reason=str(error))


def _end(*_: object) -> None:
    """End the process: the server has closed its connections, or had none yet."""
    raise SystemExit(DONE)


def port(value: str, text: Text) -> int:
    """Return the number of a port. Raises ArgumentTypeError with a sentence for another value."""
    if value.isascii() and value.isdigit() and int(value) < 65_536:
        return int(value)
    raise argparse.ArgumentTypeError(text("A port is a number from 0 to 65535."))
