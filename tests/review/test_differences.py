import pytest

from wellread.review.differences import Mark, State, difference


def piece(text, kind="paragraph"):
    return {"kind": kind, "text": text}


def marked(change):
    return "".join(
        {"same": "{}", "inserted": "[+{}]", "deleted": "[-{}]"}[one.mark].format(one.text) for one in change.spans
    )


def test_the_same_words_have_no_difference():
    words = [piece("One."), piece("Two.")]

    found = difference(words, list(words))

    assert (found.changes, found.unchanged) == ((), 2)


def test_a_changed_word_is_shown_inside_its_block():
    found = difference([piece("Take it with water.")], [piece("Take it with milk.")])

    [change] = found.changes
    assert change.state == State.CHANGED
    assert marked(change) == "Take it with [-water][+milk]."
    assert not change.number_changed


@pytest.mark.parametrize(("old", "new"), [("Take 5 mg a day.", "Take 50 mg a day."), ("Take 2.5 mg.", "Take 25 mg.")])
def test_a_changed_figure_is_shown_whole_and_said(old, new):
    [change] = difference([piece(old)], [piece(new)]).changes

    assert change.number_changed
    [deleted] = [one.text for one in change.spans if one.mark == Mark.DELETED]
    assert deleted in {"5", "2.5"}


def test_a_block_that_came_in_between_is_added_and_its_neighbours_are_unchanged():
    found = difference([piece("One."), piece("Two.")], [piece("One."), piece("New words here."), piece("Two.")])

    [change] = found.changes
    assert (change.state, marked(change), found.unchanged) == (State.ADDED, "[+New words here.]", 2)


def test_a_block_that_is_gone_is_shown_deleted():
    [change] = difference([piece("One."), piece("Call a doctor at once.")], [piece("One.")]).changes

    assert (change.state, marked(change)) == (State.REMOVED, "[-Call a doctor at once.]")


def test_blocks_that_have_nothing_in_common_are_one_removed_and_one_added():
    found = difference([piece("Rest for a week.")], [piece("Swim daily, gently.")])

    assert sorted(change.state for change in found.changes) == [State.ADDED, State.REMOVED]


def test_a_block_that_only_stands_elsewhere_was_moved():
    before = [piece("One two three."), piece("Four five six."), piece("Seven eight nine.")]
    after = [before[2], before[0], before[1]]

    [change] = difference(before, after).changes

    assert (change.state, change.spans[0].text) == (State.MOVED, "Seven eight nine.")


def test_a_headline_is_always_compared_with_the_headline():
    [change] = difference([piece("Old", "headline")], [piece("Something new", "headline")]).changes

    assert change.state == State.CHANGED


def test_a_paragraph_that_became_a_question_is_not_the_same():
    found = difference([piece("Is it safe?")], [piece("Is it safe?", "question")])

    assert [change.kind for change in found.changes] == ["question", "paragraph"]


def test_what_is_marked_gives_both_wordings_back():
    before, after = "The dose is 5 mg, twice.", "A dose of 6 mg, once or twice."

    [change] = difference([piece(before, "summary")], [piece(after, "summary")]).changes

    assert "".join(one.text for one in change.spans if one.mark != Mark.INSERTED) == before
    assert "".join(one.text for one in change.spans if one.mark != Mark.DELETED) == after
