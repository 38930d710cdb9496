"""Tell a question from a few words to search for, so that a question leads to answers as well."""

import re

from wellread.publishing.door import search_words

FEWEST_WORDS = 3
QUESTION_WORDS = {
    "en": re.compile(
        "am|are|can|could|did|do|does|has|have|how|is|may|might|must|should|was|were|what|when|where|which|who|whose|why"
        "|will|would"
    ),
    # Folded, as search_words gives them: without accents.
    "es": re.compile("a?donde|como|cual(es)?|cuando|cuant[ao]s?|debo|puede|puedo|que|quien(es)?"),
}
"""Words that begin a question even without its sign."""


def reads_as_question(words: str, *, language: str) -> bool:
    """Return whether somebody typed a question: its sign, or a word that begins one and two more."""
    folded = search_words(words)
    if words.rstrip().endswith("?") or words.lstrip().startswith("¿"):
        return bool(folded)
    begins = QUESTION_WORDS.get(language)
    return begins is not None and len(folded) >= FEWEST_WORDS and begins.fullmatch(folded[0]) is not None
