from wellread.cli.examine_machine import leaflets
from wellread.cli.findings import Verdict
from wellread.website import press


def test_where_leaflets_can_be_made_all_is_well():
    (found,) = leaflets()

    assert found.verdict is Verdict.OK


def test_without_the_libraries_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(press, "fault", lambda: "cannot load library 'libpango-1.0-0'")

    (found,) = leaflets()

    assert found.verdict is Verdict.ADVICE
    assert "apt-get install libpango-1.0-0" in found.mend
