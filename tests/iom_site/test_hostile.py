"""Whatever is thrown at a public address: a correct page or a clear refusal, never a 500."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from pages.site.models import SiteIdentity

ADDRESSES = [
    "/en/%00/",
    "/en/%ff%fe/",
    "/en/" + "a/" * 3000,
    "/en/" + "a" * 8000 + "/",
    "/en/../../etc/passwd",
    "/en//who-we-are//",
    "//en/",
    "/en/who-we-are/strategy/%F0%9F%92%A9/",
    "/en/who-we-are/?page=%00",
    "/en/search/?q=%00",
    "/en/search/?q=%ff%fe%fd",
    "/en/search/?q=" + "%22" * 2000,
    "/en/search/?q=" + "x" * 8000,
    "/en/search/?" + "&".join(f"q{n}=1" for n in range(900)),
    "/en/search/?q=a&page=1e9",
    "/en/?" + "x" * 8000,
    "/en/?%",
    "/card/999999999999999999999999-x.png",
    "/card/1-%00.png",
    "/documents/99999999999999999999/x.pdf",
    "/media/%2e%2e/%2e%2e/settings.py",
    "/sitemap.xml?p=nonsense",
    "/sitemap.xml?p=99",
    "/sitemap-all.xml?p=99",
    "/sitemap-.xml",
    "/sitemap-0.xml",
    "/sitemap-ffffffffffffffffffffffffffffffffffffffffffff.xml",
    "/admin/nothing/",
    "/ru/%00",
    "/xx/",
]


@pytest.fixture
def careless(client, db):
    """A client that answers as a server does, with a 500 instead of an exception."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:40])
def test_odd_address(careless, address):
    assert careless.get(address).status_code < 500


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "\xff", "testserver\x00"])
def test_odd_host(careless, host):
    response = careless.get("/en/", headers={"host": host})

    assert response.status_code == 400
    assert "evil" not in response.text


@pytest.mark.parametrize(
    ("address", "language", "said"),
    [
        ("/en/%00/", "en", "Bad request."),
        ("/ru/search/?q=%00", "ru", "Неверный запрос."),
        ("/tk/%00", "tk", "Nädogry sorag."),
        ("/%00", "en", "Bad request."),
    ],
)
def test_refusal_speaks_the_language_of_the_address(careless, address, language, said):
    response = careless.get(address, headers={"accept-language": "tk"})

    assert (response.status_code, response.text.strip()) == (400, said)
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head", "patch"])
def test_odd_method(careless, method):
    assert getattr(careless, method)("/en/").status_code < 500


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-encoding": "\xff;q=x,,,br;q=0"},
        {"accept-language": "-" * 5000},
        {"cookie": "session=" + "x" * 3000},
        {"cookie": "\x00=\x00; session=\xff"},
        {"if-none-match": '"'},
        {"if-modified-since": "yesterday"},
        {"x-forwarded-proto": "gopher"},
        {"content-length": "-1"},
    ],
)
def test_odd_headers(careless, headers):
    assert careless.get("/en/", headers=headers).status_code < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_words_can_be_searched(careless, words):
    assert careless.get("/en/search/", {"q": words}).status_code < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12), max_size=6
    )
)
def test_any_path_can_be_asked_for(careless, parts):
    assert careless.get("/en/" + "/".join(parts)).status_code < 500


def test_form_without_its_hidden_fields_is_answered(careless, django_user_model, home):
    careless.force_login(django_user_model.objects.create_superuser("x", "x@example.org", "x" * 12))
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    for address in (
        reverse("wagtailsettings:edit", args=["pages", "siteidentity", identity.pk]),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailredirects:process_import"),
    ):
        assert careless.post(address, {"title": "x"}).status_code < 500
