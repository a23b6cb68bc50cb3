"""What a web server loads before its first answer: nothing that only planners and statistics need."""

import subprocess
import sys

LARGE = ("pandas", "statsmodels", "scipy.stats", "ortools.sat.python.cp_model")
START = f"""
import sys
import traedesten.wsgi
import traedesten.urls
print([name for name in {LARGE!r} if name in sys.modules])
"""


def test_a_server_starts_without_pandas_statistics_and_solvers():
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
