"""A page that is warm asks the cache a handful of times, however many links it has."""

import pytest
from django.core.cache.backends.locmem import LocMemCache

MOST = 6
ADDRESSES = [
    "",
    "who-we-are/",
    "who-we-are/strategy/",
    "who-we-are/strategy/rights-of-migrants/",
    "who-we-are/regional-approach/",
    "who-we-are/regional-approach/turkmenistan/",
    "our-work/projects/",
]


@pytest.fixture
def reads(monkeypatch):
    """The keys that were asked for, of all caches of this process."""
    asked = []
    get = LocMemCache.get

    def counting_get(cache, key, *args, **kwargs):
        asked.append(key)
        return get(cache, key, *args, **kwargs)

    monkeypatch.setattr(LocMemCache, "get", counting_get)
    return asked


def warm(client, address, reads):
    client.get(address)
    reads.clear()
    assert client.get(address).status_code == 200
    return reads


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_warm_page_reads_the_cache_a_handful_of_times(client, db, reads, code, address):
    assert len(warm(client, f"/{code}/{address}", reads)) <= MOST


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_warm_project_reads_the_cache_a_handful_of_times(client, db, reads, code):
    from programmes.projects import ProjectPage

    page = ProjectPage.objects.live().filter(locale__language_code=code).first()
    assert len(warm(client, page.url, reads)) <= MOST
