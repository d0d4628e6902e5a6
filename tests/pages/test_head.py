"""What machines read: the head of a page, structured data, the picture for sharing."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Page

from pages.content.standard import StandardPage
from pages.listings.models import empty_lists
from tests import content

ROOT = "http://localhost:8000"


def structured(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(found) == 1
    return {node["@type"]: node for node in json.loads(found[0])["@graph"]}


def test_home_tells_of_the_office(client, db):
    office = structured(client.get("/en/").text)["NGO"]

    assert office["name"] == "IOM Turkmenistan"
    assert office["parentOrganization"]["name"] == "International Organization for Migration"
    assert "email" not in office


@pytest.mark.parametrize("address", ["/en/who-we-are/", "/en/who-we-are/strategy/less-poverty/"])
def test_inner_page_tells_of_itself_and_of_its_place(client, db, address):
    nodes = structured(client.get(address).text)
    places = nodes["BreadcrumbList"]["itemListElement"]

    assert nodes["WebPage"]["url"] == ROOT + address
    assert nodes["WebPage"]["inLanguage"] == "en"
    assert [place["position"] for place in places] == list(range(1, len(places) + 1))
    assert places[0]["item"] == f"{ROOT}/en/"
    assert places[-1]["item"] == ROOT + address


def test_structured_data_of_a_hostile_title_stays_harmless(client, home):
    title = "</script><script>alert(1)</script> & “sample”"
    page = home.add_child(instance=StandardPage(title=title, slug="sample"))

    text = client.get(page.url).text

    assert "<script>alert" not in text
    assert structured(text)["WebPage"]["name"] == title


def test_head_has_title_description_canonical_and_card(client, db):
    page = client.get("/en/who-we-are/").text

    assert "<title>Who we are: the mission in Turkmenistan – IOM Turkmenistan</title>" in page
    assert '<meta name="description" content="IOM has worked in Turkmenistan since 1997.' in page
    assert f'<link rel="canonical" href="{ROOT}/en/who-we-are/">' in page
    assert '<meta property="og:image" content="http://localhost:8000/card/' in page


def test_canonical_address_ignores_what_was_added_to_it(client, db):
    assert f'<link rel="canonical" href="{ROOT}/en/privacy/">' in client.get("/en/privacy/?utm_source=x").text


@pytest.mark.parametrize("title", ["Short", "Слово " * 30, "Ähli ýurtlaryň ňžşçö " * 4, "W" * 200])
def test_card_is_drawn_for_any_title(client, home, title):
    page = home.add_child(instance=StandardPage(title=title, slug="sample"))
    address = re.search(r'og:image" content="http://localhost:8000(/card/[^"]+)"', client.get(page.url).text)[1]

    response = client.get(address)

    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 40_000


def test_card_of_an_old_title_leads_to_the_present_one(client, mission):
    assert client.get(f"/card/{mission.pk}-000000000000.png").status_code == 302


def test_card_of_a_draft_is_not_drawn(client, mission):
    mission.unpublish()

    assert client.get(f"/card/{mission.pk}-000000000000.png").status_code == 404


def addresses_in(text):
    return re.findall(r"<loc>(.*?)</loc>", text)


def parts_of_sitemap(client):
    """The text of each part that the sitemap leads to."""
    return {address: client.get(address).text for address in addresses_in(client.get("/sitemap.xml").text)}


def test_sitemap_lists_every_page_once(client, db):
    listed = [page for text in parts_of_sitemap(client).values() for page in addresses_in(text)]

    offered = Page.objects.live().filter(depth__gt=1).exclude(pk__in=empty_lists())
    assert sorted(listed) == sorted(page.full_url for page in offered)


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(client, db):
    text = client.get("/robots.txt").text

    assert "Disallow: /admin/" in text
    assert f"Sitemap: {ROOT}/sitemap.xml" in text


def test_manifest_names_icons_that_exist(client, db):
    icons = client.get("/en/site.webmanifest").json()["icons"]

    assert len(icons) == 3
    assert all(client.get(icon["src"]).status_code == 200 for icon in icons)


def test_security_contact_is_published_once_it_is_known(client, db):
    from wagtail.models import Site

    from pages.site.models import SiteIdentity

    assert client.get("/.well-known/security.txt").status_code == 404
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.security_contact = "sample@example.org"
    identity.save()

    text = client.get("/.well-known/security.txt").text

    assert "Contact: mailto:sample@example.org" in text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT00:00:00Z", text)


def test_sitemap_gives_each_page_its_other_languages_and_they_give_it_back(client, db):
    entries = re.findall(r"<url>.*?</url>", "".join(parts_of_sitemap(client).values()), re.DOTALL)
    alternates = {}
    for entry in entries:
        links = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry))
        alternates[re.search(r"<loc>(.*?)</loc>", entry)[1]] = links

    assert len(alternates) == content.pages_in_all_languages() - len(empty_lists())
    for address, links in alternates.items():
        assert set(links) == {"en", "ru", "tk", "x-default"}
        assert address in links.values()
        assert all(alternates[other] == links for other in links.values())
