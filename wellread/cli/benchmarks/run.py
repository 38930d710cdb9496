"""The measuring process: it has a home of its own, made for this run and thrown away with it."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from wellread.cli.benchmarks.in_process import UnequalAnswersError, compare
from wellread.cli.benchmarks.machine import machine
from wellread.cli.benchmarks.made_home import MadeHome
from wellread.cli.benchmarks.measured_server import NoAnswerError
from wellread.cli.benchmarks.options import Options, options_from_json
from wellread.cli.benchmarks.over_http import UnequalPagesError, compare_over_http
from wellread.cli.benchmarks.pages import UnlikePagesError, compare_pages
from wellread.cli.benchmarks.results import Findings
from wellread.cli.benchmarks.with_database import discovery_rows, rebuild_rows
from wellread.cli.exits import ExitCode
from wellread.cli.terminal import tell

EXPECTED = (UnequalAnswersError, UnequalPagesError, UnlikePagesError, NoAnswerError)


def main(arguments: list[str]) -> int:
    """Measure what the options, as JSON, say, and print the findings as JSON."""
    options = options_from_json(arguments[0])
    try:
        findings = measure(options)
    except EXPECTED as error:
        tell(str(error))
        return ExitCode.REFUSED
    sys.stdout.write(json.dumps(asdict(findings)))
    return ExitCode.DONE


def measure(options: Options) -> Findings:
    findings = Findings(options.articles, machine(), options.in_words)
    home = MadeHome() if options.with_database else None
    if options.http and home is not None:
        compare_over_http(options, home, findings)
        return findings
    if options.pages and home is not None:
        compare_pages(options, home, findings)
        return findings
    with tempfile.TemporaryDirectory(prefix="wellread-bench-") as folder:
        compared = compare(options, Path(folder), home, findings)
        if home is not None:
            rebuild_rows(options, findings)
            discovery_rows(options, compared, home, findings)
    return findings
