import json

import pytest

from wellread.cli.exits import ExitCode
from wellread.vocabulary.models import Term
from wellread.vocabulary.table import load_starter

pytestmark = pytest.mark.django_db


def test_a_vocabulary_goes_out_and_comes_back(prepared_home, wellread, tmp_path):
    load_starter()
    file = tmp_path / "terms.csv"

    out = wellread("vocabulary", "export", file)
    back = wellread("vocabulary", "import", file, "--json")

    assert (out.code, back.code) == (ExitCode.DONE, ExitCode.DONE)
    assert json.loads(back.output) == {"created": 0, "updated": 0, "unchanged": 95}
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["terms.csv"]


def test_what_was_edited_in_the_file_is_told(prepared_home, wellread, tmp_path):
    load_starter()
    file = tmp_path / "terms.csv"
    file.write_text("facet,slug,name\ndisease,anemia,Low blood count\ndisease,gout,Gout\n")

    ended = wellread("vocabulary", "import", file)

    assert ended.output == "1 created, 1 updated, 0 unchanged.\n"
    assert Term.objects.get(slug="anemia").name == "Low blood count"


def test_a_bad_file_is_refused_with_every_mistake(prepared_home, wellread, tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text("facet,slug,name\ndisease,gout,Gout\ndisease,Not A Slug,X\nnone,a,A\n")

    ended = wellread("vocabulary", "import", file)

    assert ended.code == ExitCode.REFUSED
    assert "Row 3, column slug" in ended.errors
    assert "Row 4, column facet" in ended.errors
    assert not Term.objects.exists()


def test_a_file_that_is_not_there_is_a_usage_error(prepared_home, wellread):
    assert wellread("vocabulary", "import", "nowhere.csv").code == ExitCode.USAGE
