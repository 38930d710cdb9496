"""Articles' contents for these tests: one with everything in it, and any that could be written."""

from datetime import date

from hypothesis import strategies as st

from wellread.articles.content import (
    ArticleContent,
    CallToAction,
    GetHelp,
    Image,
    ItemList,
    KeyFacts,
    Paragraph,
    PersonContent,
    PullQuote,
    Question,
    Quote,
    Reference,
    Section,
)

EXPERT = PersonContent("Rosa Beispiel", "M.D.", "oncologist", "Sample Hospital", "rosa-beispiel")

WHOLE = ArticleContent(
    source_id="test:whole",
    headline="The 2 questions about calcium spots",
    language="en",
    kind="medical",
    summary="Most are harmless.",
    authors=(PersonContent("Ana Muster", slug="ana-muster"),),
    body=(
        KeyFacts(("Most spots are harmless.", "Some need a test.")),
        Paragraph("<p>A mammogram shows more than 10<sup>2</sup> things.</p>"),
        Question(
            "What are calcium spots?", "<p>Small bits of calcium.</p><ul><li>Large ones</li><li>Fine ones</li></ul>"
        ),
        Question("Do they hurt?", "<p>No.</p>"),
        Section("After the test", "<p>You go <strong>home</strong>.</p>"),
        ItemList(("Sleep", "Rest"), ordered=True),
        Quote("Nobody should wait alone.", EXPERT),
        PullQuote("wait alone", EXPERT),
        Image("a" * 64 + ".png", "White dots.", "A mammogram.", 640, 480),
        GetHelp("<p>Call now if it bleeds.</p>"),
    ),
    references=(Reference("Breast imaging", "A society", 2024, "https://example.org/", "123", "10.1000/x", "v2"),),
    call_to_action=CallToAction("Call us.", "https://example.org/call", "+12025550142"),
    urgent_notice="A recall.",
    published_on=date(2021, 11, 18),
    source_url="https://example.org/source",
    related=("test:other",),
)

words = st.text(max_size=30)
some_words = st.text(min_size=1, max_size=30)
html = st.lists(
    st.sampled_from(
        ["<p>Small</p>", "<ul><li>One</li><li>Two</li></ul>", "a <em>b</em>", "10<sup>9</sup>", "ñ &amp; é"]
    )
).map("".join)
items = st.lists(html, max_size=4).map(tuple)
people = st.builds(PersonContent, some_words, words, words, words, words)
blocks = st.one_of(
    st.builds(Paragraph, html),
    st.builds(Section, words, html),
    st.builds(Question, words, html),
    st.builds(ItemList, items, st.booleans()),
    st.builds(Quote, words, people),
    st.builds(PullQuote, words, people),
    st.builds(Image, words, words, words, st.integers(0, 9999), st.integers(0, 9999)),
    st.builds(GetHelp, html),
    st.builds(KeyFacts, items),
)
references = st.builds(
    Reference,
    some_words,
    words,
    st.none() | st.integers(1500, 2999),
    words,
    st.none() | st.from_regex(r"[1-9][0-9]{0,7}", fullmatch=True),
    st.none() | some_words,
    words,
)
contents = st.builds(
    ArticleContent,
    source_id=some_words,
    headline=some_words,
    language=st.sampled_from(["en", "es"]),
    kind=st.sampled_from(["medical", "information"]),
    summary=words,
    authors=st.lists(people, max_size=3).map(tuple),
    body=st.lists(blocks, max_size=6).map(tuple),
    references=st.lists(references, max_size=3).map(tuple),
    call_to_action=st.none() | st.builds(CallToAction, some_words, words, words),
    urgent_notice=words,
    published_on=st.none() | st.dates(),
    source_url=words,
    related=st.lists(some_words, max_size=3).map(tuple),
)
