"""How much each place of a word weighs in the order of hits. docs/relevance.md has the measurements."""

ALL = 1.0
"""A word anywhere in an article: BM25 over all of its text."""
HEADLINE = 0.3
"""The same word in the headline, in addition."""
QUESTION = 0.15
SUMMARY = 0.1
RARITY = 0.06
"""That a word is there at all, times its rarity, in addition."""
NEAR = 0.1
"""Two words of the request near each other."""
NEAR_WORDS = 3
"""Words that may stand between them."""
ASPECT = 0.4
"""Words in which articles answer the kind of question that was asked."""
OTHER_WORDS = 0.8
"""Synonyms and equivalents of the lexicon, against the words themselves."""
UNDER_TERM = 2.0
"""An article under a term that the words name, times the rarity of the words."""
COMPOUND = 0.5
"""A compound that stands whole, times its rarity."""
EXACT = 0.1
"""In Spanish, the word with its accents as typed, times its rarity: año is not ano."""
