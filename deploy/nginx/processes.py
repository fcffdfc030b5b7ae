"""Print the part of the nginx configuration that names the processes of the dashboard.

    python3 deploy/nginx/processes.py 127.0.0.1:8501 127.0.0.1:8502 \\
        > /etc/nginx/campaign/processes.conf
    nginx -t && nginx -s reload

Addresses are numeric, because nginx reports the address of the process that answered as a number.
A process after `--draining` keeps its viewers and gets no new ones. The name of a process in the
route cookie depends only on its address, so a change of the list moves no other viewer.
"""

from __future__ import annotations

import argparse
import hashlib
import ipaddress
import re
import sys
from collections.abc import Sequence

FAILURES = "max_fails=3 fail_timeout=5s"
"""After three failures within five seconds a process gets no requests for five seconds."""
_ADDRESS = re.compile(r"([0-9.]+|\[[0-9a-fA-F:.]+\]):([0-9]{1,5})")


def route(address: str) -> str:
    """Return the name of a process in the route cookie, which does not reveal its address."""
    return hashlib.sha256(address.encode()).hexdigest()[:8]


def canonical(address: str) -> str:
    """Return the address of a process as nginx writes it: `127.0.0.1:8501`, `[::1]:8501`.

    Raises ValueError for a name of a host and for anything else that is no numeric address.
    """
    match = _ADDRESS.fullmatch(address)
    if not match or not 0 < int(match[2]) < 65_536:
        raise ValueError(f"{address!r} is not an IP address with a port, such as 127.0.0.1:8501")
    host = ipaddress.ip_address(match[1].strip("[]"))
    if isinstance(host, ipaddress.IPv6Address):
        host = host.ipv4_mapped or host
    return f"{host if host.version == 4 else f'[{host}]'}:{int(match[2])}"


def configuration(addresses: Sequence[str], draining: Sequence[str] = ()) -> str:
    """Return the groups and maps for processes at these addresses.

    Raises ValueError if an address is not canonical or is repeated, if a process to drain is not
    among them, or if no process is left for new viewers.
    """
    for address in addresses:
        if address != canonical(address):
            raise ValueError(f"{address!r}: write {canonical(address)}")
    if len(set(addresses)) < len(addresses):
        raise ValueError("an address is repeated")
    if unknown := set(draining) - set(addresses):
        raise ValueError(f"not among the addresses: {', '.join(sorted(unknown))}")
    open_addresses = [address for address in addresses if address not in draining]
    if not open_addresses:
        raise ValueError("no process is left for new viewers")
    lines = ["# Written by deploy/nginx/processes.py, which describes it.", "", "# New viewers."]
    lines += _group("any", [f"server {address} {FAILURES};" for address in open_addresses])
    lines += ["# Viewers of one process; where it does not answer, the others take them over."]
    for address in addresses:
        others = [other for other in open_addresses if other != address]
        lines += _group(
            route(address),
            [
                f"server {address} {FAILURES};",
                *(f"server {other} backup {FAILURES};" for other in others),
            ],
        )
    lines += ["map $cookie_campaign_route $campaign_upstream {", "    default campaign_any;"]
    lines += [f"    {route(address)} campaign_{route(address)};" for address in addresses]
    # The last address is that of the process that answered, after those that did not.
    lines += ["}", "", "map $upstream_addr $campaign_process {", '    default "";']
    lines += [f'    "~(^|[ ,]){re.escape(address)}$" {route(address)};' for address in addresses]
    return "\n".join([*lines, "}", ""])


def _group(name: str, lines: Sequence[str]) -> list[str]:
    # With a zone, all workers of nginx share the state of the processes.
    lines = [f"zone campaign_{name} 64k;", *lines]
    return [f"upstream campaign_{name} {{", *(f"    {line}" for line in lines), "}", ""]


def main() -> int:
    """Print the configuration. If the addresses are wrong, print a message and return 2."""
    parser = argparse.ArgumentParser(description="Write campaign/processes.conf for nginx.")
    parser.add_argument("address", nargs="+", help="IP address and port: 127.0.0.1:8501")
    parser.add_argument("--draining", action="append", default=[], help="one that gets no viewers")
    arguments = parser.parse_args()
    try:
        print(configuration(arguments.address, arguments.draining), end="")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
