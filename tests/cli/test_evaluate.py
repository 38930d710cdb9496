import gzip
import json

import pytest

from wellread.cli.exits import ExitCode
from wellread.cli.relevance import measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(tmp_path):
    """Two texts and a question to the second, as files in the form of BEIR."""
    texts = [
        {"_id": "a", "title": "Lungs", "text": "They breathe."},
        {"_id": "b", "title": "Kidneys", "text": "Filter."},
    ]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, texts)))
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "1", "text": "what do kidneys do"}))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tb\t1\n")
    return tmp_path


@pytest.fixture
def evaluate(wellread, collection):
    """Run the command on the files of the collection."""

    def run(*more, corpus="corpus.jsonl"):
        files = ("--queries", collection / "queries.jsonl", "--qrels", collection / "qrels.tsv")
        return wellread("evaluate", "--corpus", collection / corpus, *files, *more)

    return run


def test_what_is_found_first_is_a_success(evaluate):
    ended = evaluate("--json")

    figures = json.loads(ended.output)
    assert ended.code == ExitCode.DONE
    assert figures == {
        "texts": 2,
        "questions": 1,
        "ndcg_at_10": 1.0,
        "mrr": 1.0,
        "success_at_1": 1.0,
        "recall_at_100": 1.0,
    }


def test_without_json_the_figures_are_lines(evaluate):
    assert "ndcg_at_10" in evaluate().output


def test_a_collection_may_be_packed(evaluate, collection):
    packed = gzip.compress((collection / "corpus.jsonl").read_bytes())
    (collection / "corpus.jsonl.gz").write_bytes(packed)

    assert json.loads(evaluate("--json", corpus="corpus.jsonl.gz").output)["texts"] == 2


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", '{"_id": "a"}\n{"_id": ', "corpus.jsonl, line 2: this is no JSON"),
        ("corpus.jsonl", '{"title": "x"}', "corpus.jsonl, line 1: “_id” is missing."),
        ("corpus.jsonl", '{"_id": "a"}\n\n{"_id": "a"}', "corpus.jsonl, line 3: there is a text a already."),
        ("corpus.jsonl", "[1]", "corpus.jsonl, line 1: each line must be a JSON object."),
        ("corpus.jsonl", "", "corpus.jsonl holds no texts."),
        ("queries.jsonl", '{"_id": "1"}', "queries.jsonl, line 1: “text” is missing."),
        ("qrels.tsv", "query-id corpus-id score\n", "qrels.tsv, line 1: the first line must name the column query-id"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n2\tb\t1\n", "qrels.tsv, line 2: there is no query 2."),
        (
            "qrels.tsv",
            "query-id\tcorpus-id\tscore\n1\tb\tgood\n",
            "line 2: the score must be a whole number, not 'good'.",
        ),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n1\tz\t1\n", "judges no text of this collection"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_line(evaluate, collection, file, content, told):
    (collection / file).write_text(content)

    ended = evaluate()

    assert ended.code == ExitCode.USAGE
    assert told in " ".join(ended.errors.split())


def test_a_file_in_another_encoding_is_named(evaluate, collection):
    (collection / "corpus.jsonl").write_bytes(b'{"_id": "\xff"}')

    ended = evaluate()

    assert ended.code == ExitCode.USAGE
    assert "is not UTF-8" in ended.errors


def test_a_broken_archive_is_named(evaluate, collection):
    (collection / "corpus.jsonl.gz").write_bytes(b"no archive")

    ended = evaluate(corpus="corpus.jsonl.gz")

    assert ended.code == ExitCode.USAGE
    assert "corpus.jsonl.gz is no whole gzip file." in ended.errors


def test_files_that_do_not_go_together_are_refused(wellread, collection):
    corpus = collection / "corpus.jsonl"

    for arguments in (["--corpus", corpus], ["--unanswered", corpus], ["--corpus", corpus, "--medquad", corpus]):
        assert wellread("evaluate", *arguments).code == ExitCode.USAGE


def test_answers_are_measured_on_questions_with_and_without_one(wellread, tmp_path):
    def document(id, title, question, answer):
        asked = {"qid": f"{id}-1", "qtype": "information", "question": question, "answer": answer}
        return json.dumps({"id": id, "title": title, "synonyms": [], "questions": [asked]})

    filler = [document(str(key), f"Thing {key}", f"What is thing {key}?", f"It is {key}.") for key in range(20)]
    anemia = document("a", "Anemia", "What is anemia?", "Anemia is a lack of red blood cells.")
    (tmp_path / "documents.jsonl").write_text("\n".join([anemia, *filler]))
    (tmp_path / "unanswered.jsonl").write_text(document("u", "Xanomeline", "What is xanomeline?", ""))

    ended = wellread(
        "evaluate", "--medquad", tmp_path / "documents.jsonl", "--unanswered", tmp_path / "unanswered.jsonl", "--json"
    )

    figures = json.loads(ended.output)
    assert figures["questions_with_answers"] == 21
    assert figures["questions_without_answers"] == 1
    assert figures["given_in_error"] == 0


def test_figures_are_those_of_the_textbooks():
    found = ["x", "b", "a"]

    relevance = measure([(found, {"a": 2, "b": 1, "c": 1})])

    ideal = 2 + 1 / 1.584962500721156 + 1 / 2
    assert relevance.ndcg_at_10 == pytest.approx((1 / 1.584962500721156 + 2 / 2) / ideal)
    assert relevance.mrr == 0.5
    assert relevance.success_at_1 == 0
    assert relevance.recall_at_100 == pytest.approx(2 / 3)


@pytest.mark.shared_data
def test_scientific_claims_find_their_abstracts(wellread, shared_data):
    folder = shared_data / "retrieval" / "scifact"

    ended = wellread(
        "evaluate", "--corpus", folder / "corpus.jsonl.gz", "--queries", folder / "queries.jsonl",
        "--qrels", folder / "qrels_train.tsv", "--json",
    )  # fmt: skip

    assert json.loads(ended.output)["ndcg_at_10"] >= 0.70


@pytest.mark.shared_data
def test_cancer_questions_find_their_answers_without_their_questions(wellread, shared_data):
    folder = shared_data / "retrieval" / "medquad_known_item"

    ended = wellread(
        "evaluate", "--medquad", shared_data / "medquad" / "articles.jsonl.gz",
        "--queries", folder / "queries.jsonl", "--qrels", folder / "qrels.tsv", "--json",
    )  # fmt: skip

    assert json.loads(ended.output)["ndcg_at_10"] >= 0.66
