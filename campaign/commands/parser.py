"""Arguments of a command, with their help in the requested language."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from campaign.i18n.translator import Text


class Parser(argparse.ArgumentParser):
    """A parser whose help is translated; its error messages are those of argparse, in English."""

    def __init__(self, *, text: Text, **options: Any) -> None:
        """Take the arguments of `argparse.ArgumentParser` and the language of the help."""

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
        """Add an argument as argparse does, under the heading of its kind in the help."""
        group = self._options if names[0].startswith("-") else self._given
        return group.add_argument(*names, **options)
