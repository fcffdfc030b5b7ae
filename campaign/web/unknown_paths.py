"""Redirects from unknown pages to the overview."""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.site.page_list import PAGES

# Streamlit's paths for signing in and out, and the return from the identity provider.
AUTH_PATHS = ("auth/login", "auth/logout", "oauth2callback")


class HomeForUnknownPaths:
    """Middleware that redirects requests for unknown pages to the overview, with their query.

    Streamlit would show an English dialog there ("Page not found"). The name of the overview is an
    unknown path too: the default page answers only at `/`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_unknown_page(scope):
            query = scope["query_string"].decode("latin-1")
            home = "/" + (f"?{query}" if query else "")
            await RedirectResponse(home, 307)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_unknown_page(scope: Scope) -> bool:
    path = str(scope["path"]).strip("/")
    wants_page = any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )
    paths = {*(page.path for page in PAGES.values()), *AUTH_PATHS, "health"}
    is_known = path in paths or path.startswith("embed/") or path.split("/")[0] == "issues"
    return wants_page and not is_known and "." not in path
