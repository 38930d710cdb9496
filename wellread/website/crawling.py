"""What crawlers may read: everything but the editors' house and the endless combinations of filters."""

from django.conf import settings

from wellread.vocabulary.languages import language_codes

KEPT_OUT = ("/articles/?*&", "/articles/?q=", "/articles/?sort=", "/answers/?", "/suggest")
"""Lists of one term, and their pages, stay open; `*` as in RFC 9309, section 2.2.3."""


def robots_rules(sitemap_url: str) -> list[str]:
    prefixes = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code in language_codes()]
    return [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /review/",
        *(f"Disallow: {prefix}{rule}" for prefix in prefixes for rule in KEPT_OUT),
        "",
        f"Sitemap: {sitemap_url}",
    ]
