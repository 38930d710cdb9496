import subprocess
import sys

import pytest


@pytest.mark.journey
def test_whoever_works_at_the_same_moment_loses_nothing_and_signs_only_what_they_saw():
    ended = subprocess.run(
        [sys.executable, "-m", "tests.journeys.review_at_once", "--rounds", "16", "--seed", "7"],
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "16 rounds" in ended.stdout
    assert " 0 faults." in ended.stdout
