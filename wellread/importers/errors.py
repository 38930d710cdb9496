"""What can be wrong with something that should come in. The names of these classes stand in the report."""


class ImporterError(Exception):
    """A file or an item that cannot come in; the message says what is wrong and what would help."""


class FileUnreadableError(ImporterError):
    """A file that cannot be opened or read."""


class UnknownFormatError(ImporterError):
    """A file in a form that no importer reads."""


class CompressedFileError(ImporterError):
    """An archive or a compressed file, whatever it is called."""


class BinaryFileError(ImporterError):
    """A file that holds no text, whatever it is called."""


class EmptyFileError(ImporterError):
    """A file with nothing in it but white space."""


class EmptyFolderError(ImporterError):
    """A folder without a file that an importer reads."""


class FileTooLongError(ImporterError):
    """A file longer than one article can be."""


class LineTooLongError(ImporterError):
    """A line longer than one article can be."""


class EncodingError(ImporterError):
    """Bytes that are no text in the encoding that they should have."""


class InvalidJsonError(ImporterError):
    """Text that is not JSON: cut off, misspelt, or NaN."""


class DuplicateKeyError(ImporterError):
    """One JSON object that says the same thing twice."""


class NestedTooDeepError(ImporterError):
    """JSON nested deeper than any article."""


class CharacterError(ImporterError):
    """A character that no text has: NUL, a control character, half of a surrogate pair."""


class ShapeError(ImporterError):
    """A key that is missing or holds the wrong thing."""


class MissingHeadlineError(ShapeError):
    """An article without a headline."""


class UnknownBlockError(ShapeError):
    """A piece of a body whose type nobody knows."""


class EmptyTextError(ShapeError):
    """A question, answer or other piece without words."""


class DateError(ShapeError):
    """A day that no calendar has, or one that cannot be yet."""


class AddressError(ShapeError):
    """A link to something that is no web address."""


class UnsafeHtmlError(ImporterError):
    """HTML that would do something: scripts, handlers, frames, forms."""


class UnsafePathError(ImporterError):
    """An image's file that lies outside the folder of its article."""


class DuplicateSourceIdError(ImporterError):
    """Two items of one run with the same source id."""


class UnknownTermError(ImporterError):
    """Terms that the vocabulary does not have."""


class UnknownLanguageError(ImporterError):
    """A language that this library is not written in."""


class LanguageChangedError(ImporterError):
    """An article that the library has in another language."""


class SlugTakenError(ImporterError):
    """A slug that another article of the language has."""


class TranslationError(ImporterError):
    """A translation that cannot be one of the article that it names."""


class FieldError(ImporterError):
    """A value that an article's field does not take."""


class ConflictError(ImporterError):
    """A draft that was edited here since it last came in; it is kept."""


class UnknownArticleError(ImporterError):
    """A source id that no article of the library has."""
