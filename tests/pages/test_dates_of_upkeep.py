"""When a page was checked and is to be checked again: no day that cannot be true, whichever way it is set."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pages.content.standard import StandardPage

WRONG = [
    ({"reviewed_on": 1}, "still to come"),
    ({"reviewed_on": 0, "review_by": 0}, "before the page was last checked"),
    ({"reviewed_on": 0, "review_by": -1}, "before the page was last checked"),
    ({"review_by": 10 * 366}, "Is the year right?"),
]


def days(given):
    return {name: timezone.localdate() + timedelta(days=day) for name, day in given.items()}


@pytest.mark.parametrize(("given", "words"), WRONG)
def test_page_is_not_made_with_it(home, given, words):
    with pytest.raises(ValidationError, match=words.replace("?", r"\?")):
        home.add_child(instance=StandardPage(title="Sample", slug="sample", **days(given)))


@pytest.mark.parametrize(("given", "words"), WRONG)
def test_copy_is_not_made_with_it(home, given, words):
    page = home.add_child(instance=StandardPage(title="Sample", slug="sample"))

    with pytest.raises(ValidationError, match=words.replace("?", r"\?")):
        page.copy(update_attrs={"slug": "copy", **days(given)})


def test_days_that_can_be_true_are_kept(home):
    given = days({"reviewed_on": 0, "review_by": 365})
    page = home.add_child(instance=StandardPage(title="Sample", slug="sample", **given))

    page.refresh_from_db()
    assert (page.reviewed_on, page.review_by) == (given["reviewed_on"], given["review_by"])
