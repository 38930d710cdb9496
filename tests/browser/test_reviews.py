"""From a draft to a stamp, as three different people in a real browser; and as somebody without an account."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import PersonFactory, ReviewerFactory, library, make_article, sign_article
from tests.review.workflows import PASSWORD, editor, in_review, lead, reviewer
from wellread.articles.models import Article, ArticleAuthor, ArticleReference
from wellread.publishing.models import Publication
from wellread.review.models import Attestation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def person(browser, live_server):
    """Open a window of somebody's own, signed in."""
    windows = []

    def enter(user):
        window = browser.new_context(viewport={"width": 1280, "height": 900})
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{live_server.url}/admin/")
        return page

    yield enter
    for window in windows:
        window.close()


def tick_all(page):
    for box in page.get_by_role("checkbox").all():
        box.check()


def press_in_form(page, live_server, article, action):
    page.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[article.pk])}")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=action, exact=True).click()
    page.wait_for_url(lambda address: "/edit/" not in address)


def write(page, live_server):
    """Write an article in the form, as an editor does, and return it as it was kept."""
    known = make_article(title="For its person and its term", kind="information")
    page.goto(f"{live_server.url}{reverse('wagtailadmin_pages:add', args=['articles', 'article', library().pk])}")
    page.get_by_role("textbox", name="Headline").fill("A cough that stays")
    page.get_by_role("textbox", name="Summary").fill("See a doctor after 6 weeks.")
    page.get_by_role("tab", name="Publishing").click()
    page.get_by_role("textbox", name="Slug").fill("a-cough-that-stays")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**", wait_until="commit")
    article = Article.objects.get(title="A cough that stays").get_latest_revision_as_object()
    # Choosing people, terms and sources is seen in tests/browser/test_journeys.py; here they are only there.
    article.body = [("paragraph", "<p>Most coughs end by themselves.</p>")]
    article.authors = [ArticleAuthor(person=known.authors.first().person)]
    article.references = [ArticleReference(title="A guideline", year=2024)]
    article.terms = list(known.terms.all())
    article.save_revision()
    return article


def test_an_editor_writes_a_reviewer_signs_and_one_changed_word_needs_a_new_review(live_server, person, page):
    writer, signer = editor(), reviewer(name="Rhea Reviewer")
    editors = person(writer)
    article = write(editors, live_server)
    press_in_form(editors, live_server, article, "Submit to Editor's check, then medical review")
    press_in_form(editors, live_server, article, "Approve")
    assert page.goto(f"{live_server.url}/articles/a-cough-that-stays/").status == 404

    reviewers = person(signer.user)
    reviewers.goto(f"{live_server.url}{reverse('my_reviews')}")
    reviewers.get_by_role("link", name="A cough that stays", exact=True).click()
    reviewers.get_by_text("This is its first review").wait_for()
    assert reviewers.frame_locator("iframe").get_by_role("heading", level=1).inner_text() == "A cough that stays"
    tick_all(reviewers)
    reviewers.get_by_label("Your password").fill(PASSWORD)
    reviewers.get_by_role("button", name="Sign these words").click()
    reviewers.get_by_text("You have signed “A cough that stays”").wait_for()

    page.goto(f"{live_server.url}/articles/a-cough-that-stays/")
    stamp = page.get_by_role("region", name="Medical review").inner_text()
    assert "Rhea Reviewer" in stamp

    editors.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[article.pk])}")
    editors.get_by_role("textbox", name="Summary").fill("See a doctor after 3 weeks.")
    editors.get_by_role("button", name="More actions").last.click()
    editors.get_by_role("button", name="Publish").click()
    editors.get_by_text("Saved as a draft, not published.").wait_for()

    page.reload()
    assert "6 weeks" in page.content()
    assert Publication.objects.get().editions.count() == 1
    reviewers.goto(f"{live_server.url}{reverse('review_screen', args=[article.pk])}")
    reviewers.locator("del", has_text="6").wait_for()
    assert reviewers.get_by_text("A number changed").is_visible()

    press_in_form(editors, live_server, article, "Submit to Editor's check, then medical review")
    press_in_form(editors, live_server, article, "Approve")
    reviewers.reload()
    tick_all(reviewers)
    reviewers.get_by_label("Your password").fill(PASSWORD)
    reviewers.get_by_role("button", name="Sign these words").click()
    reviewers.get_by_text("You have signed “A cough that stays”").wait_for()
    page.reload()
    assert "3 weeks" in page.content()
    assert [one.kind for one in Publication.objects.get().editions.order_by("number")] == ["first", "update"]


def test_an_invited_clinician_signs_by_a_link_and_a_code_without_scripts(live_server, person, plain_page):
    host = lead(email="lead@example.org")
    article, _review = in_review(host, title="A cough that stays")
    editors = person(host)
    editors.goto(f"{live_server.url}{reverse('review_arrange', args=[article.pk])}")
    editors.get_by_label("Name", exact=True).fill("Gale Guest")
    editors.get_by_label("Credentials", exact=True).fill("R.N.")
    editors.get_by_label("Licence or board").fill("Board of Nursing")
    editors.get_by_label("Conflicts of interest and funding").fill("None.")
    editors.get_by_label("E-mail").fill("gale@example.org")
    editors.get_by_role("button", name="Send the invitation").click()
    editors.get_by_text("The link went to gale@example.org").wait_for()

    guest = plain_page
    guest.goto(live_server.url + re.search(r"/review/[^/]+/", mail.outbox[-1].body)[0])
    guest.get_by_role("button", name="Send me the code").click()
    guest.get_by_label("The six digits").fill(re.search(r"\d{6}", mail.outbox[-1].body)[0])
    guest.get_by_role("button", name="Open the review").click()
    assert guest.get_by_text("You review this as Gale Guest, R.N.").is_visible()
    assert guest.frame_locator("iframe").get_by_role("heading", level=1).inner_text() == "A cough that stays"
    tick_all(guest)
    guest.get_by_role("button", name="Sign these words").click()

    guest.get_by_role("heading", name="Thank you").wait_for()
    assert guest.context.cookies() == []
    guest.goto(f"{live_server.url}/articles/a-cough-that-stays/")
    assert "Gale Guest" in guest.get_by_role("region", name="Medical review").inner_text()
    assert Attestation.objects.get().reviewer.user is None

    letter = next(one for one in reversed(mail.outbox) if one.subject.startswith("You have signed"))
    guest.goto(live_server.url + re.search(r"/review/[^/]+/take-back/", letter.body)[0])
    guest.get_by_role("button", name="Send me the code").click()
    guest.get_by_label("The six digits").fill(re.search(r"\d{6}", mail.outbox[-1].body)[0])
    guest.get_by_role("button", name="Go on").click()
    assert guest.get_by_text("“A cough that stays”, which readers see now").is_visible()
    guest.get_by_label("Why?").fill("A study was retracted.")
    guest.get_by_role("button", name="Take it back").click()

    guest.get_by_role("heading", name="Thank you").wait_for()
    assert guest.context.cookies() == []
    assert guest.goto(f"{live_server.url}/articles/a-cough-that-stays/").status == 410


def test_a_reviewer_asks_for_changes_with_the_keyboard(live_server, person):
    one = reviewer()
    article, _review = in_review()
    page = person(one.user)
    page.goto(f"{live_server.url}{reverse('review_screen', args=[article.pk])}")
    page.get_by_text("Ask for changes").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What is to be changed?").fill("The dose is missing.")

    page.get_by_role("button", name="Send back to the editors").press("Enter")

    page.get_by_text("is back with its editors").wait_for()
    assert article.current_workflow_state.current_task_state.comment.endswith("The dose is missing.")


def test_nothing_of_the_screens_is_wider_than_a_phone(live_server, person):
    one = reviewer()
    article, _review = in_review()
    article.authors = [ArticleAuthor(person=PersonFactory())]
    article.references = [ArticleReference(title="A guideline with-a-very-long-name" * 5, year=2024)]
    article.save_revision()
    ReviewerFactory()
    page = person(one.user)
    page.set_viewport_size({"width": 390, "height": 844})

    for name, arguments in (("review_screen", [article.pk]), ("my_reviews", [])):
        page.goto(f"{live_server.url}{reverse(name, args=arguments)}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_a_content_lead_takes_a_signature_back_for_a_clinician(live_server, person):
    signer = reviewer(name="Rhea Reviewer")
    article = make_published_by(signer)
    page = person(lead())
    page.goto(f"{live_server.url}{reverse('review_arrange', args=[article.pk])}")
    page.get_by_role("link", name=re.compile("Take back for them.*Rhea Reviewer")).click()
    page.get_by_text("You take the signature back for them").wait_for()
    page.get_by_label("Why?").fill("She wrote to us.")
    page.get_by_label("Your password").fill(PASSWORD)

    page.get_by_role("button", name="Take it back").click()

    page.get_by_text("The signature of Rhea Reviewer, M.D. is taken back").wait_for()
    assert Publication.objects.get().current is None


def make_published_by(signer):
    article = make_article(title="A cough that stays")
    sign_article(article, signer)
    article.get_latest_revision().publish()
    return article
