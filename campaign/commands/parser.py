"""Arguments of a command, with their help in the requested language."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from campaign.i18n.translator import Text


class Parser(argparse.ArgumentParser):
    """A parser whose help has no word of argparse's own; its errors keep them."""

    def __init__(self, *, text: Text, **options: Any) -> None:
        """As `argparse.ArgumentParser`, with the language of the help."""

        class Formatter(argparse.HelpFormatter):
            def add_usage(
                self,
                usage: str | None,
                actions: Iterable[argparse.Action],
                groups: Iterable[Any],
                prefix: str | None = None,
            ) -> None:
                prefix = text("Usage: ") if prefix is None else prefix
                super().add_usage(usage, actions, groups, prefix)

        super().__init__(add_help=False, formatter_class=Formatter, **options)
        self._given = super().add_argument_group(text("Arguments"))
        self._options = super().add_argument_group(text("Options"))
        self.add_argument("-h", "--help", action="help", help=text("show this help and exit"))

    def add_argument(self, *names: str, **options: Any) -> Any:
        """As argparse's, below the heading of its kind."""
        group = self._options if names[0].startswith("-") else self._given
        return group.add_argument(*names, **options)
