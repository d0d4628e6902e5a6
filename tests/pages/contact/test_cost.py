"""What anybody may type into any form of the site takes a bounded amount of work and of memory."""

import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.contact.messages import filled, make_pages, post

SECONDS = 5  # of the processor's work, which a busy machine does not change
MEGABYTES = 300
LONGEST = 200_000  # characters: twice what comes back in a form
# What costs something that is read, compared, cleaned or searched: tags, entities, addresses, numbers, marks and
# letters that become several, words of other writings, what a pattern would try again and again.
PIECES = [
    "<",
    "<a href='",
    "&#",
    "<!--",
    "((",
    "a@",
    "@a.a",
    "http://a.",
    "://",
    "+993 1",
    "1,",
    "%",
    "\r\n",
    "\t",
    " ",
]
PIECES += [
    "\u0301",
    "a\u0323\u0302",
    "ﷺ",
    "\u202e",
    "\ufeff",
    "İ",
    "ß",
    "ﬃ",
    "Ж",
    "ýň",
    "他",
    "👩‍👧",
    "'",
    '"',
    "\\",
    "-",
    "a b ",
]
TEXTS = st.builds(
    lambda pieces, length: ("".join(pieces) * length)[:length],
    st.lists(
        st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), min_size=1, max_size=4
    ),
    st.sampled_from([1, 300, 5_000, LONGEST]),
)
FUZZ = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def contact(client, text):
    return post(client, make_pages()["contact"], filled("contact", text=text, sender=text[:5_000]))


def confidential(client, text):
    return post(client, make_pages()["confidential"], filled("confidential", text=text, contact_details=text[:5_000]))


def reference(client, text):
    return post(client, f"{make_pages()['confidential']}a/", {"reference": text})


FORMS = {
    "contact": contact,
    "confidential": confidential,
    "reference": reference,
    "search": lambda client, text: client.post("/ru/search/", {"q": text}),
    "list": lambda client, text: client.get("/en/news/", {"q": text[:5_000], "topic": text[:300]}),
    "projects": lambda client, text: client.get("/en/our-work/projects/", {"q": text[:5_000]}),
    "useful": lambda client, text: client.post("/en/useful/", {"page": text, "answer": text}),
    "sign-in": lambda client, text: client.post("/accounts/login/", {"login": text, "password": text}),
}


@pytest.fixture
def form(request, client, db):
    """Sends words by one of the forms, which was used once before."""
    client.raise_request_exception = False
    make_pages()
    send = FORMS[request.param]
    send(client, "Sample")
    return lambda text: send(client, text).status_code


@pytest.mark.parametrize("form", FORMS, indirect=True)
@FUZZ
@given(text=TEXTS)
def test_whatever_is_typed_is_answered_within_five_seconds_of_work(form, text):
    begun = time.process_time()

    assert form(text) < 500
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("form", FORMS, indirect=True)
def test_longest_text_is_answered_in_a_bounded_memory(form):
    text = ("".join(PIECES) * LONGEST)[:LONGEST]
    tracemalloc.start()

    assert form(text) < 500
    most = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    assert most < MEGABYTES
