"""A page that arrives in pieces, as over a slow connection."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

PAUSE = 0.12
"""Seconds between two pieces, in which the browser paints several frames."""


@contextmanager
def serving_in_pieces(html: str) -> Iterator[str]:
    """Serve `html` without scripts, in pieces that begin at a card, column or tile; its address."""
    body = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    pieces = re.split(
        r"(?=<section class=\"card|<div><section|</section><section|<\w+ class=\"tiles?\")", body
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.path != "/":
                return
            for piece in pieces:
                self.wfile.write(piece.encode())
                self.wfile.flush()
                time.sleep(PAUSE)

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
