import subprocess
import sys

import pytest


@pytest.mark.journey
def test_nothing_is_lost_when_whoever_publishes_and_indexes_is_killed():
    ended = subprocess.run(
        [sys.executable, "-m", "tests.journeys.kill", "--times", "20", "--seed", "20"], capture_output=True, text=True
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("20 processes killed")
    assert " 0 faults" in ended.stdout
