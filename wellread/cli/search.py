"""`wellread search "words"`: what readers would find, in the terminal: hits, counts, answers, and why."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import click
from django.conf import settings
from django.db import DatabaseError

from wellread.cli.home import database_exists, require_prepared
from wellread.cli.search_report import answers_as_json, print_answers, print_result, result_as_json
from wellread.cli.terminal import json_option, print_json
from wellread.discovery.answers import find_answers
from wellread.discovery.errors import UnknownTermError
from wellread.discovery.request import DEEPEST_PAGE, LONGEST_WORDS, MOST_TERMS, SearchRequest, Sort
from wellread.discovery.search import search
from wellread.vocabulary.languages import language_codes
from wellread.vocabulary.models import Facet, Term


class FacetOptions(click.Command):
    """A command that has an option for each facet of the library, such as --disease: facets are data."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        params = super().get_params(ctx)
        taken = {name for param in params for name in param.opts}
        facets = ((facet.slug, facet.name) for facet in _facets())
        options = [
            click.Option([f"--{slug}", f"facet_{slug}"], multiple=True, metavar="SLUG", help=f"A term of {name}.")
            for slug, name in facets
            if f"--{slug}" not in taken
        ]
        return [*options, *params]

    def invoke(self, ctx: click.Context) -> Any:
        """Gather the terms of all facets in one parameter, by facet."""
        selected: dict[str, list[str]] = defaultdict(list)
        for name in [name for name in ctx.params if name.startswith("facet_")]:
            selected[name.removeprefix("facet_")] += ctx.params.pop(name)
        for facet, slug in ctx.params.pop("terms"):
            selected[facet].append(slug)
        ctx.params["selected"] = {facet: frozenset(slugs) for facet, slugs in selected.items() if slugs}
        return super().invoke(ctx)


def read_term(context: click.Context, parameter: click.Parameter, given: Iterable[str]) -> list[tuple[str, str]]:
    """Return facet and slug of each FACET=SLUG."""
    pairs = []
    for one in given:
        facet, sign, slug = one.partition("=")
        if not (facet and sign and slug):
            raise click.BadParameter(f"“{one}” is not of the form FACET=SLUG, such as disease=breast-cancer.")
        pairs.append((facet, slug))
    return pairs


@click.command(cls=FacetOptions)
@click.argument("words", nargs=-1)
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="FACET=SLUG",
    callback=read_term,
    help="A term of any facet. Terms of one facet widen, facets narrow.",
)
@click.option("--language", help="The articles' language; the library's own without it.")
@click.option("--sort", type=click.Choice([one.value for one in Sort]), help="relevance with words, newest without.")
@click.option("--page", type=click.IntRange(1, DEEPEST_PAGE), default=1, show_default=True)
@click.option("--exact", is_flag=True, help="Take the words as they are; correct no slip in typing.")
@click.option("--answers", "ask", is_flag=True, help="Take the words for a question and show the answers to it.")
@click.option("--explain", is_flag=True, help="Say of each article why it was found.")
@json_option
def command(words: tuple[str, ...], selected: Mapping[str, frozenset[str]], as_json: bool, **options: Any) -> None:
    """Search what readers can see for WORDS: articles, and the number behind every term.

    Without words it lists all articles. Each facet of the library is an option, such as --disease.
    """
    require_prepared()
    text = readable_words(" ".join(words))
    language = options["language"] or settings.LANGUAGE_CODE
    check(text, selected, language)
    if options["ask"]:
        _answer(text, language=language, selected=selected, as_json=as_json)
        return
    request = SearchRequest(
        language=language,
        words=text,
        selected=selected,
        sort=Sort(options["sort"]) if options["sort"] else None,
        page=options["page"],
        verbatim=options["exact"],
        explain=options["explain"],
    )
    _list(request, as_json=as_json)


def readable_words(given: str) -> str:
    """Return what was typed in one line; bytes that are no UTF-8 reach Python as surrogates."""
    return " ".join(given.encode(errors="replace").decode().split())


def check(text: str, selected: Mapping[str, frozenset[str]], language: str) -> None:
    """Refuse what is too long, too much or unknown."""
    if len(text) > LONGEST_WORDS:
        raise click.UsageError(f"The words have {len(text)} characters; {LONGEST_WORDS} are the most.")
    if sum(map(len, selected.values())) > MOST_TERMS:
        raise click.UsageError(f"{MOST_TERMS} terms are the most that one search may choose.")
    if language not in language_codes():
        raise click.UsageError(f"There are no articles in “{language}”. There are: {', '.join(language_codes())}.")


def unknown_term(error: UnknownTermError) -> click.UsageError:
    """Return what to say of a term that does not exist, with those that may have been meant."""
    facets = list(Facet.objects.values_list("slug", flat=True))
    if error.facet not in facets:
        return click.UsageError(f"There is no facet “{error.facet}”. There are: {', '.join(facets) or 'none'}.")
    slugs = list(Term.objects.in_use().filter(facet__slug=error.facet).values_list("slug", flat=True))
    near = difflib.get_close_matches(error.slug, slugs, n=3) or [one for one in slugs if error.slug in one][:3]
    hint = f" Did you mean: {', '.join(near)}?" if near else ""
    return click.UsageError(f"{error}{hint}")


def _list(request: SearchRequest, *, as_json: bool) -> None:
    try:
        result = search(request)
    except UnknownTermError as error:
        raise unknown_term(error) from error
    if as_json:
        print_json(result_as_json(result))
    else:
        print_result(result)


def _answer(text: str, *, language: str, selected: Mapping[str, frozenset[str]], as_json: bool) -> None:
    if not text or selected:
        raise click.UsageError("--answers needs a question, and no terms.")
    found = find_answers(text, language=language)
    if as_json:
        print_json(answers_as_json(found))
    else:
        print_answers(found)


def _facets() -> list[Facet]:
    """Return the library's facets; none where there is no library yet, which the command itself will say."""
    if not database_exists():
        return []
    try:
        return list(Facet.objects.all())
    except DatabaseError:
        return []
