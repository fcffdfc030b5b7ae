"""A real identity provider on loopback: Canaille, with users who sign in by password.

As a program (`python -m tests.e2e.oidc PORT CALLBACK`) this module is the provider; `providing`
starts it and waits until it answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.process import free_port, is_answering, stopping, wait_until_up

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 600.0
CLIENT, SECRET = "dashboard", "a-secret-between-the-two-servers"
PASSWORD = "correct horse battery staple"
PEOPLE = {"anna": "Anna@example.org", "boris": "boris@example.org"}
"""{user name: e-mail address at the provider}."""


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    port: int

    @property
    def address(self) -> str:
        """The issuer, without a slash at the end; for a browser another site than 127.0.0.1."""
        return f"http://localhost:{self.port}"

    @property
    def metadata(self) -> str:
        """The address of the metadata of the provider."""
        return f"{self.address}/.well-known/openid-configuration"


def free_provider() -> Provider:
    """A provider that is not running yet, so that its client can be configured first."""
    return Provider(free_port())


@contextmanager
def providing(provider: Provider, callback: str) -> Iterator[None]:
    """Run the provider for one client within the block. RuntimeError if it does not start."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.oidc", str(provider.port), callback],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with stopping(process):
            if not wait_until_up(process, START_SECONDS, lambda: is_answering(provider.metadata)):
                output.seek(0)
                raise RuntimeError(output.read().decode(errors="replace"))
            yield


def serve(port: int, callback: str) -> None:
    """Run the provider until the process ends."""
    # The two servers use plain HTTP, which Authlib allows only with this variable.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    from canaille import create_app
    from canaille.app import models
    from canaille.backends import Backend
    from joserfc.jwk import JWKRegistry
    from werkzeug.serving import make_server

    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "ENV_FILE": None,
            "SECRET_KEY": os.urandom(16).hex(),
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "FORCE_HTTPS": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc", "edit_self"]}},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        }
    )
    with app.app_context():
        for name, email in PEOPLE.items():
            person = models.User(
                user_name=name,
                family_name=name.title(),
                formatted_name=name.title(),
                emails=[email],
                password=PASSWORD,
            )
            Backend.instance.save(person)
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Dashboard",
            # The provider asks for no consent on a trusted host, whose users are its own staff.
            client_uri=callback.removesuffix("/oauth2callback"),
            redirect_uris=[callback],
            post_logout_redirect_uris=[callback],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email", "profile"],
            token_endpoint_auth_method="client_secret_basic",
        )
        Backend.instance.save(client)
        client.audience = [client]
        Backend.instance.save(client)
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
