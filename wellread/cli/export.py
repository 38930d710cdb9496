"""`wellread export PATH`: the whole library as JSON Lines."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import click

from wellread.articles.errors import ArticleError
from wellread.articles.images import frozen_images
from wellread.articles.models import Article
from wellread.cli.exits import ExitCode
from wellread.cli.home import require_prepared
from wellread.cli.terminal import json_option, print_json, progress, tell
from wellread.importers.files import JSON_LINES
from wellread.publishing.export_line import IMAGE_FOLDER, Exporter

_AT_ONCE = 100


@dataclass
class Exported:
    """What was written, and what could not be."""

    articles: int = 0
    images: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the file if it is there already.")
@json_option
@click.pass_context
def command(context: click.Context, *, path: Path, force: bool, as_json: bool) -> None:
    """Write every article into the file PATH, one a line; images go into the folder "images" beside it.

    `wellread import` takes it back. History, reviews' signatures and accounts are no part of it: see wellread backup.
    """
    _check_path(path, force=force)
    require_prepared()
    with _replacing(path) as file:
        exported = _write(file, path.parent / IMAGE_FOLDER)
    for problem in exported.problems:
        tell(problem)
    if as_json:
        counts = {"articles": exported.articles, "images": len(exported.images), "problems": exported.problems}
        print_json({"path": str(path), **counts})
    else:
        click.echo(f"Wrote {exported.articles:,} articles and {len(exported.images):,} images to {path}.")
    context.exit(ExitCode.SKIPPED if exported.problems else ExitCode.DONE)


def _check_path(path: Path, *, force: bool) -> None:
    if path.suffix.lower() != JSON_LINES:
        raise click.UsageError(f"Give the file a name that ends in {JSON_LINES}, so that an import knows it.")
    if not path.parent.is_dir():
        raise click.UsageError(f"There is no folder {path.parent}.")
    if path.exists() and not force:
        raise click.UsageError(f"{path} is there already. Add --force to replace it.")


def _write(file: BinaryIO, image_folder: Path) -> Exported:
    exported, exporter = Exported(), Exporter()
    with progress("Exporting", Article.objects.count()) as advance:
        for article in _articles():
            try:
                line = exporter.line(article)
            except ArticleError as error:
                exported.problems.append(f"Left out {article.source_id}, “{article.title}”: {error}")
                continue
            file.write(json.dumps(line.values, ensure_ascii=False).encode() + b"\n")
            exported.articles += 1
            for image in line.images:
                _copy_image(image, image_folder, exported, where=article.source_id)
            advance()
    return exported


def _articles() -> Iterator[Article]:
    """Yield all articles by their source ids, in the order of their characters whatever the database thinks of it."""
    keys = [pk for _source_id, pk in sorted(Article.objects.values_list("source_id", "pk"))]
    for start in range(0, len(keys), _AT_ONCE):
        some = Article.objects.select_related("locale").in_bulk(keys[start : start + _AT_ONCE])
        yield from (some[pk] for pk in keys[start : start + _AT_ONCE] if pk in some)


def _copy_image(name: str, folder: Path, exported: Exported, *, where: str) -> None:
    if name in exported.images:
        return
    try:
        with frozen_images().open(name) as file:
            content = file.read()
    except FileNotFoundError:
        exported.problems.append(f"The image {name} of {where} is gone. Run: wellread doctor")
        return
    folder.mkdir(exist_ok=True)
    with _replacing(folder / name) as file:
        file.write(content)
    exported.images.add(name)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a new file that takes the path's place once it is whole, and goes if the block raises."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
