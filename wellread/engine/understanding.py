"""From words to groups. Depends on the words, the lexicon and the index alone, never on what is selected."""

from wellread.engine.grouping import Grouper
from wellread.engine.groups import Understanding
from wellread.engine.lexicon import Lexicon
from wellread.engine.meanings import phrasebook
from wellread.engine.opened import Opened
from wellread.engine.recognising import Recogniser
from wellread.engine.typed import read
from wellread.engine.values import Understood


def understand(words: str, lexicon: Lexicon, opened: Opened, *, verbatim: bool = False) -> Understanding:
    """Return what somebody asks for with these words."""
    typed = read(words, opened.language)
    if not typed.words:
        # Signs alone are a request too: nothing is found by them.
        return Understanding(has_words=bool(typed.text))
    book = phrasebook(lexicon)
    recognised = Recogniser(opened, book, corrects=not verbatim).recognise(typed)
    grouper = Grouper(typed, book, opened)
    groups = tuple(grouper.groups(recognised.words))
    return Understanding(
        groups=groups,
        understood=Understood(
            corrected=typed.with_corrections(recognised.words),
            unknown=(*recognised.unknown, *grouper.unknown),
            meanings=tuple(dict.fromkeys(grouper.meanings)),
        ),
        has_words=True,
        quoted=any(word.quote for word in recognised.words),
        asked=tuple(word.stem for word in recognised.words),
    )


def without_quotes(words: str) -> str:
    """Return a request as if its phrases had not been quoted."""
    return words.translate(dict.fromkeys(map(ord, '"“”„«»'), " "))
