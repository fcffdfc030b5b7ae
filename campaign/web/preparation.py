"""Makes the files of a server's first start beforehand: `python -m campaign.web.preparation`.

For a server that may not write beside its modules: it would make all of them at each start.
"""

from __future__ import annotations

import sys

from campaign.browser.module_process import ModuleFailedError
from campaign.web.font_files import FONTS
from campaign.web.script_files import SCRIPTS


def main() -> None:
    """Make the fonts and the scripts. Ends the program if one of them fails."""
    for output in (FONTS, SCRIPTS):
        try:
            output.make()
        except (ModuleFailedError, OSError) as failure:
            sys.exit(f"{output.program}: {failure}")


if __name__ == "__main__":
    main()
