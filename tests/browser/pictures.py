"""Take a picture of every page of the sample library, on a phone and on a desktop: `make screenshots`."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.sample_site import Site, served

WINDOWS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = ("light", "dark")
IN_THE_DARK = {"home", "list", "article", "answers", "review"}
"""Which pages are pictured by night as well."""
TALLEST = 4000
"""Pixels of a page's height that a picture shows."""


@click.command()
@click.option(
    "--into", default="docs/screenshots", type=click.Path(path_type=Path), help="The folder for the pictures."
)
def main(into: Path) -> None:
    """Take a picture of every page of the sample library, on a phone and on a desktop."""
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.webp"):
        old.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder) / "home", samples=True) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, window in WINDOWS.items():
            for scheme in SCHEMES:
                _take(browser, site, into, name=name, window=window, scheme=scheme)
        browser.close()
    click.echo(f"{len(list(into.glob('*.webp')))} pictures in {into}.")


def _take(browser: Any, site: Site, into: Path, *, name: str, window: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=window, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    for one in site.pages():
        if scheme == "dark" and one.name not in IN_THE_DARK:
            continue
        page.goto(site.url + one.path, wait_until="networkidle")
        taken = Image.open(BytesIO(page.screenshot(full_page=True)))
        shown = taken.crop((0, 0, taken.width, min(taken.height, TALLEST)))
        night = "-dark" if scheme == "dark" else ""
        shown.save(into / f"{one.name}-{name}{night}.webp", quality=45, method=6)
    context.close()


if __name__ == "__main__":
    main()
