"""Pages that nobody asked for yet are there as well, once the command of each hour and each release asked for them."""

import re
import subprocess

import pytest

from tests.servers.processes import ask, manage
from tests.servers.test_kept import BROTLI, HELP, PUBLIC


def delivery_status(resting):
    places = ("--log", str(resting.place / "site.log"), "--kept", str(resting.place / "cache"))
    return manage(resting.environment, "delivery_status", *places)


def warm_cache(resting):
    address = f"https://127.0.0.1:{resting.https}"
    return manage(resting.environment, "warm_cache", "--address", address, "--any-certificate")


def test_command_asks_for_every_public_address_so_that_all_are_there_while_the_site_rests(resting):
    told = warm_cache(resting)
    assert int(re.search(r"Asked for (\d+) addresses", told)[1]) > 150
    status = delivery_status(resting)
    assert "Not there while the site rests: 6 (forms never are)." in status
    assert "  /tk/contact/" in status
    assert "  MISS: " in status
    resting.stop()

    for path in (*PUBLIC, *HELP, "/en/news/", "/tk/our-work/donors/", "/ru/info/4/", "/ru/leave/", "/tk/all-pages/"):
        for headers in (BROTLI, ("Accept-Encoding: gzip", "Save-Data: on")):
            answer = ask(resting.https, path.partition("?")[0], headers=headers, is_text=False)
            assert answer.status < 400, path


def test_command_says_what_is_not_answered(resting):
    resting.stop()

    with pytest.raises(subprocess.CalledProcessError) as refused:
        warm_cache(resting)

    assert "/en/ (502)" in refused.value.stderr
    assert "not answered" in refused.value.stderr
