"""What people, programs and attackers put into a search box, as the percent-encoded value of `q`."""

import random
import sys
import unicodedata
from urllib.parse import quote, quote_from_bytes

BLOCK = 128
LETTERS_OF_A_BLOCK = 40
UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}
BYTE_STRINGS = 1000

ODD = [
    '"', '""', '"lump', 'lump"', '"lump" "', "'", "''", "lump'", "(", ")", "((", "(lump", "lump)", ")(", "[",
    "]", "[lump", "lump]", "{", "}", "{lump", "[a TO", "[a TO b]", "{a TO *}", "<", ">", "<b>lump</b>",
    "<script>alert(1)</script>", "AND", "OR", "NOT", "AND AND", "lump AND", "OR lump", "NOT lump",
    "lump AND NOT", "AND OR NOT", "NEAR", "NEAR(a b)", "-", "--", "-lump", "+", "+lump", "+-lump",
    "headline:x", "terms:1", "all:lump", "key:1", "content:*", "headline:", ":", ":x", "a:b:c", "*", "*lump",
    "lump*", "l*mp", "?", "l?mp", "lump~", "lump~2", "~", "lump^4", "^", "^lump", "\\", "\\\\", "lump\\",
    '\\"', "/lump/", "/.*/", "/[/", "//", ".", "...", ",", ";", "!", "@", "#", "$", "%", "%%", "%s", "%(a)s",
    "&", "&&", "||", "|", "_", "__", "=", "`", "{}", "{0}", "{{ lump }}", "{% lump %}", "${lump}", "$(lump)",
    "';--", "' OR 1=1 --", "1; DROP TABLE x", "null", "None", "undefined", "NaN", "true", "-1", "0", "1e309",
    "9" * 400, "0x41", "HER2+", "BRCA1/2", "COVID-19", "T-cell", "C50", "C50.9", "c50.911", "Z", "A00-B99",
    " ", "   ", "\u00a0", "\u200b", "\u200d", "\u202e", "\ufeff", "\ufffd", "\uffff", "é", "e\u0301", "ñ",
    "n\u0303", "İ", "ı", "ß", "ẞ", "ﬁ", "Å", "ǅ", "ﷺ", "👩‍⚕️", "🏳️‍🌈", "e" + "\u0301" * 200, "a" * 5000,
    "a " * 5000, "lump " * 10_000, "“lump”", "«lump»", "„lump“", "lump–calcium", "lump—calcium",
    "lump/calcium", "..", "../../etc/passwd", "a" * 64, "a" * 65, "é" * 40, "lump\nlump", "lump\r\nlump",
    "\tlump", "lump\x00calcium", "🔬" * 300, '"' * 201, "(" * 201, '"a" ' * 100, "-".join("ab" * 60),
    "/".join("ab" * 60), "+" * 150, "'s", "lump's's", "¿qué?", "¡hola!", "a-", "-a", "a--b", "a/",
]  # fmt: skip


def named():
    """Return every kind of oddity once: those written out, all control characters, one string of each block."""
    controls = [form for number in range(0x20) for form in (chr(number), f"lu{chr(number)}mp", f"lump {chr(number)}")]
    return [quote(text, safe="", errors="surrogatepass") for text in [*ODD, *controls, *blocks()]]


def blocks():
    """Return the first printable characters of each stretch of Unicode that has some; of the ideographs, a few."""
    found, before = [], ""
    for start in range(0x20, sys.maxunicode, BLOCK):
        letters = [
            chr(number)
            for number in range(start, min(start + BLOCK, sys.maxunicode))
            if unicodedata.category(chr(number)) not in UNPRINTABLE
        ]
        kind = unicodedata.name(letters[0], "").rstrip("0123456789ABCDEF-") if letters else ""
        # Thousands of ideographs and syllables are all alike to whoever takes words apart.
        if letters and not (kind == before and ("IDEOGRAPH" in kind or "HANGUL SYLLABLE" in kind)):
            found.append("".join(letters[:LETTERS_OF_A_BLOCK]))
            found.append(" ".join(letters[-5:]))
        before = kind
    return found


def byte_strings(seed=1, number=BYTE_STRINGS):
    """Return random bytes; most are no UTF-8 at all."""
    chance = random.Random(seed)
    return [quote_from_bytes(chance.randbytes(chance.randint(1, 80)), safe="") for _ in range(number)]
