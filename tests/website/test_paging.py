from wellread.discovery.request import SearchRequest, Sort
from wellread.discovery.results import SearchResult
from wellread.website.paging import last_page, pager


def address(number: int) -> str:
    return f"?page={number}"


def result(total: int) -> SearchResult:
    return SearchResult(SearchRequest(language="en"), total, (), (), Sort.NEWEST)


def test_one_page_needs_no_row():
    assert pager(current=1, last=1, address=address) is None


def test_the_ends_have_no_neighbours():
    first = pager(current=1, last=3, address=address)
    third = pager(current=3, last=3, address=address)

    assert (first.previous_url, first.next_url) == ("", "?page=2")
    assert (third.previous_url, third.next_url) == ("?page=2", "")


def test_a_long_row_has_gaps():
    row = pager(current=10, last=40, address=address)

    assert [link.number for link in row.links] == [1, 8, 9, 10, 11, 12, 40]
    assert [link.number for link in row.links if link.gap] == [8, 40]
    assert [link.number for link in row.links if link.current] == [10]


def test_no_list_goes_deeper_than_the_deepest_page():
    assert last_page(result(0)) == 1
    assert last_page(result(21)) == 2
    assert last_page(result(10**6)) == 1000
