"""Articles for somebody who came to an address where nothing is."""

from datetime import date

from wellread.discovery.request import SearchRequest
from wellread.discovery.results import Hit
from wellread.discovery.search import search_in_index
from wellread.engine.errors import EngineError

LOOKED_AT = 10


def articles_near(words: str, *, language: str, today: date) -> tuple[Hit, ...]:
    """Return what the words of an address find; nothing if no index answers, for this is but a courtesy.

    Not `search`: an address with a slip in it is nothing that editors should hear of as sought in vain.
    """
    try:
        return search_in_index(SearchRequest(language=language, words=words, page_size=LOOKED_AT), today=today).hits
    except EngineError:
        return ()
