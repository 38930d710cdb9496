"""The last part of an address: letters of any script, digits, hyphens, underscores."""


class SlugConverter:
    """Slugs of articles may have letters of any script; Django's own converter knows only ASCII."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FrozenImageConverter(SlugConverter):
    """The name of a frozen image: SHA-256 of its bytes and an ending."""

    regex = r"[0-9a-f]{64}\.(?:png|jpg|gif|webp)"
