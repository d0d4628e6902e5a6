"""Who can write into Redis makes the site run nothing, and cannot stop it either."""

import os
import pickle
import subprocess

import pytest
from django.core.cache import caches

from iom_site import env
from tests.servers.processes import free_port, stop, wait_for
from tests.servers.test_two_machines import REDIS

pytestmark = pytest.mark.skipif(not REDIS, reason="no Redis was found")


class MakesFolder:
    """Whoever reads it back makes a folder."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.mkdir, (str(self.place),)


@pytest.fixture
def cache(tmp_path, settings):
    """The cache that the site has with REDIS_URL, in a Redis of its own."""
    port = free_port()
    words = ("--port", str(port), "--bind", "127.0.0.1", "--save", "")
    redis = subprocess.Popen((REDIS, *words), cwd=tmp_path, stdout=subprocess.DEVNULL)
    wait_for(port, redis)
    settings.CACHES = {"default": env.cache(f"redis://127.0.0.1:{port}/0", "site")}
    yield caches["default"]
    caches["default"].close()
    stop(redis)


def test_what_the_site_keeps_comes_back_as_it_was(cache):
    cache.set_many({"object": {"a": (1, None)}, "number": 7})

    assert cache.get_many(["object", "number"]) == {"object": {"a": (1, None)}, "number": 7}
    assert cache.incr("number") == 8


def test_planted_value_runs_nothing_and_is_not_there(cache, tmp_path):
    planted = tmp_path / "planted"
    cache.client.get_client().set(cache.make_key("key"), pickle.dumps(MakesFolder(planted)))

    assert cache.get("key", "nothing") == "nothing"
    assert not planted.exists()


def test_value_of_another_secret_key_is_not_there(cache, settings):
    cache.set("key", {"kept": True})
    settings.SECRET_KEY = "another" * 10

    assert cache.get("key", "nothing") == "nothing"
