"""What can go wrong with an article's words."""


class ArticleError(Exception):
    """An article that cannot be used as it is; the message says what and where."""


class TelephoneError(ArticleError):
    """A telephone number that nobody could dial."""


class ImageError(ArticleError):
    """An image that is missing or is not one."""


class AliasError(ArticleError):
    """An alias would show one article twice."""
