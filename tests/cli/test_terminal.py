import sys

import pytest

from wellread.cli.terminal import print_json, progress, progress_of_bytes, waiting


@pytest.fixture
def sit_at_a_terminal(monkeypatch):
    return lambda: monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def test_without_a_terminal_work_is_named_once(capsys):
    with progress("Loading", total=2) as advance, progress_of_bytes("Reading", total=9) as read, waiting("Thinking"):
        advance()
        read(9)

    assert capsys.readouterr().err == "Loading ...\nReading ...\nThinking ...\n"


def test_at_a_terminal_a_bar_counts(capsys, sit_at_a_terminal):
    sit_at_a_terminal()

    with progress("Loading", total=2) as advance:
        advance()
        advance()

    printed = capsys.readouterr()
    assert "Loading" in printed.err
    assert "2/2" in printed.err
    assert printed.out == ""


def test_at_a_terminal_bytes_are_counted_too(capsys, sit_at_a_terminal):
    sit_at_a_terminal()

    with progress_of_bytes("Reading", total=2000) as advance:
        advance(2000)
    with waiting("Thinking"):
        pass

    assert "2.0/2.0 kB" in capsys.readouterr().err


def test_json_keeps_letters_as_they_are(capsys):
    print_json({"name": "Diagnóstico"})

    assert capsys.readouterr().out == '{\n  "name": "Diagnóstico"\n}\n'
