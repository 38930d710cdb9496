"""`wellread evaluate`: how well the search orders what it finds, and how well it knows when it has an answer."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from wellread.cli.answering_measured import Answering, measure_answering
from wellread.cli.judged_set import JudgedSet, read_corpus, read_judged_set, read_medquad
from wellread.cli.medquad_questions import MedquadDocument, read_documents
from wellread.cli.relevance import DEEP, Relevance, measure
from wellread.cli.terminal import json_option, print_json, progress, waiting
from wellread.engine.answering import CONFIDENT
from wellread.engine.embedded import EmbeddedEngine
from wellread.engine.interface import Engine
from wellread.engine.lexicon import Lexicon
from wellread.engine.values import Document, Match, Passage, PassageHit, PassageRequest, Request, State

_LONGEST_WAIT_SECONDS = 60.0
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--corpus", type=_FILE, help="Texts, one JSON object a line: _id, title, text. May be packed with gzip.")
@click.option("--medquad", type=_FILE, help="Instead of --corpus: documents of MedQuAD; each answer is one text.")
@click.option("--queries", type=_FILE, help="Questions, one JSON object a line: _id, text.")
@click.option("--qrels", type=_FILE, help="Which text answers which question: query-id, corpus-id, score, with tabs.")
@click.option("--unanswered", type=_FILE, help="With --medquad alone: questions that it has no answers to.")
@click.option("--without-questions", is_flag=True, help="With --unanswered: index the answers without their questions.")
@click.option("--language", default="en", show_default=True, help="Language of texts and questions.")
@click.option(
    "--match",
    type=click.Choice([one.value for one in Match]),
    default=Match.ANY.value,
    show_default=True,
    help="Whether a text needs any of the words, or as many as a reader's search asks for.",
)
@json_option
def command(  # noqa: PLR0913  # a command has as many parameters as options
    *,
    corpus: Path | None,
    medquad: Path | None,
    queries: Path | None,
    qrels: Path | None,
    unanswered: Path | None,
    without_questions: bool,
    language: str,
    match: str,
    as_json: bool,
) -> None:
    """Measure relevance on questions whose answers are known.

    Indexes a collection in a temporary folder, with the analysis and the weights that readers' searches have, asks
    all questions, and prints nDCG@10, MRR, success@1 and recall@100. Or, with --unanswered, how often an answer is
    given to questions that have one and to questions that have none.
    """
    if unanswered:
        if not medquad or corpus or queries or qrels:
            raise click.UsageError("--unanswered goes with --medquad, and with no other file.")
        figures = _answers(read_documents(medquad), read_documents(unanswered), bare=without_questions)
        _tell(asdict(figures), as_json=as_json)
        return
    if bool(corpus) == bool(medquad) or not queries or not qrels:
        raise click.UsageError("Name --queries, --qrels, and one of --corpus and --medquad.")
    texts = read_corpus(corpus) if corpus else read_medquad(medquad or Path())
    judged = read_judged_set(texts, queries, qrels)
    figures_of_order = _relevance(judged, language, Match(match))
    _tell({"texts": len(texts), **asdict(figures_of_order)}, as_json=as_json)


def _relevance(judged: JudgedSet, language: str, match: Match) -> Relevance:
    documents = (
        Document(key=key, version=1, language=language, headline=text.title, passages=(Passage(text.text),))
        for key, text in enumerate(judged.texts)
    )
    with _index_of(documents, language) as engine, progress("Asking", len(judged.judgements)) as advance:
        return measure(_found(engine, judged, language, match, advance))


def _found(
    engine: Engine, judged: JudgedSet, language: str, match: Match, advance: Callable[[], None]
) -> Iterator[tuple[list[str], Mapping[str, int]]]:
    lexicon = Lexicon(language)
    for query, scores in judged.judgements.items():
        request = Request(
            language, judged.questions[query], limit=DEEP, match=match, with_counts=False, with_excerpts=False
        )
        yield [judged.texts[hit.key].id for hit in engine.search(request, lexicon).hits], scores
        advance()


def _answers(documents: Sequence[MedquadDocument], others: Sequence[MedquadDocument], *, bare: bool) -> Answering:
    lexicon = Lexicon("en")
    with _index_of(_with_passages(documents, bare=bare), "en") as engine:

        def answer(question: str) -> PassageHit | None:
            best = engine.passages(PassageRequest("en", question, limit=1), lexicon)
            return best[0] if best and best[0].confidence >= CONFIDENT else None

        return measure_answering(answer, documents, others)


def _with_passages(documents: Iterable[MedquadDocument], *, bare: bool) -> Iterator[Document]:
    for key, document in enumerate(documents):
        passages = tuple(
            Passage(one.answer, "" if bare else one.question, one.id)
            for one in document.questions
            if one.answer.strip()
        )
        yield Document(key=key, version=1, language="en", headline=document.title, passages=passages)


@contextmanager
def _index_of(documents: Iterable[Document], language: str) -> Iterator[Engine]:
    """Yield an engine over the documents, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder), [language])
        with waiting("Indexing"):
            engine.rebuild(documents, State("evaluate", 1), verify=_accept, wait_seconds=_LONGEST_WAIT_SECONDS)
        yield engine


def _accept(found: Mapping[str, int]) -> None:
    """There is no database to compare with."""


def _tell(figures: Mapping[str, float], *, as_json: bool) -> None:
    if as_json:
        print_json(dict(figures))
        return
    for name, figure in figures.items():
        click.echo(f"{name:<32} {figure:>8,}" if isinstance(figure, int) else f"{name:<32} {figure:>8.4f}")
