#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the committed demo caseload is what its generator writes, byte for byte.
Method: the generator compares its own output with the files."""
import os
import pathlib
import subprocess
import sys

source = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[3]))
generator = source / "examples" / "caseload" / "generate"
sys.exit(subprocess.run([sys.executable, str(generator), "--check"], check=False).returncode)
