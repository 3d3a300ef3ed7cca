# SPDX-License-Identifier: MIT
"""What a journey in a browser is played with, and what of it is not there."""

import os
import pathlib
import shutil

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
TOOLS = SOURCE / "build" / "browser"
JOURNEYS = SOURCE / "tests" / "browser"


def missing_tools():
    missing = [name for name in ("node", "chromium") if not shutil.which(name)]
    if not (TOOLS / "node_modules" / "playwright-core").is_dir():
        missing.append("playwright-core in build/browser")
    return missing
