"""Inputs for the importers' tests: a pasted page, and a line of JSON with everything in it."""

import copy
import json
from pathlib import Path
from typing import Any

PAGE = """- Diseases
- Gum Trouble (12)
- Tooth Ache (1,708)
- Care Topic
- Daily Brushing (8)
- Dentist Visits (22)
3 questions about sore gums, answered
BY Ann Writer
2 minute read | Published March 4, 2024
Medically Reviewed | Last reviewed by a Sample Dental School professional on March 5, 2024
Gums that bleed are common. They can hurt, too & that is a nuisance.
“Most people wait too long before they come to see us,” says Bea Sample, D.D.S.
So, when is it time to go? Here, Sample answers this and two more questions.
Why do gums bleed?
Plaque is the usual cause. “It sits along the edge of the gum,” Sample says.
A hard brush can do it as well. If blood comes every day, that is a red flag.
Does it mean that my gums are ill?
Not always. It can be:
- a new brush
- a new medicine
What can I do at home?
Brush twice a day, and softly.
“Ask how to floss the right way,” Sample says.
Make an appointment at Sample Dental School online or by calling 1-202-555-0142.

Healthy gums do not bleed.
Bea Sample, D.D.S.
"""

PERSON = {"name": "Bea Sample", "credentials": "D.D.S.", "role": "dentist", "affiliation": "Sample Dental School"}

FULL_LINE: dict[str, Any] = {
    "source_id": "test:full",
    "source_url": "https://example.org/gums",
    "language": "en",
    "kind": "medical",
    "headline": "Gums that bleed",
    "slug": "gums-that-bleed",
    "summary": "Why they do, and what helps.",
    "authors": [{"name": "Ann Writer"}, PERSON],
    "published_on": "2024-03-04",
    "urgent_notice": "A brush was recalled.",
    "reported_review": {"by": "a dentist", "on": "2024-03-05"},
    "terms": {"disease": ["gum-trouble"], "topic": ["daily-brushing"]},
    "body": [
        {"type": "paragraph", "html": "<p>Gums <strong>bleed</strong>, 10<sup>9</sup> times.</p>"},
        {"type": "section", "heading": "Causes", "html": "<p>Plaque.</p>"},
        {"type": "question", "question": "Is it serious?", "answer_html": "<p>Seldom.</p>"},
        {"type": "list", "items_html": ["one", "<em>two</em>"], "ordered": True},
        {"type": "quote", "words": "Come early, please.", "person": PERSON},
        {"type": "pull_quote", "words": "Come early", "person": PERSON},
        {"type": "get_help", "html": "<p>Call if it does not stop.</p>"},
        {"type": "key_facts", "items_html": ["Brush softly."]},
    ],
    "references": [{"title": "A guideline", "publisher": "A society", "year": 2023, "url": "https://example.org/g",
                    "pubmed_id": "123", "doi": "10.1000/x", "guideline_version": "2"}],
    "call_to_action": {"text": "Call us.", "url": "https://example.org/call", "telephone": "202-555-0142"},
}  # fmt: skip


def line(**changes: Any) -> dict[str, Any]:
    """Return a small valid article with some keys changed."""
    return {
        "source_id": "test:one",
        "headline": "One article",
        "kind": "information",
        "authors": [{"name": "Ann Writer"}],
        "body": [{"type": "paragraph", "html": "<p>Plain words.</p>"}],
    } | changes


def full_line(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(FULL_LINE) | changes


def write_lines(path: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    """Write a file of lines, values as JSON, and return its path."""
    with path.open("wb") as file:
        for one in lines:
            content = one if isinstance(one, bytes) else (one if isinstance(one, str) else json.dumps(one)).encode()
            file.write(content + b"\n")
    return path
