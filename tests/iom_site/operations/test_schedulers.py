"""However many schedulers stand there, each piece of work is done once, and what one leaves the next one takes up."""

import json
import signal

import pytest

from tests.iom_site.operations.conftest import whole_site
from tests.iom_site.operations.schedulers import JOBS, SCHEDULERS

ROUNDS = 5
TRY = f"from tests.iom_site.operations.schedulers import *; try_them({ROUNDS})"
ONCE = dict.fromkeys(sorted(JOBS), 1)


@pytest.mark.database
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_schedulers_that_begin_together_one_does_each_piece_and_another_goes_on_where_one_was_killed(kind, tmp_path):
    site = whole_site(tmp_path, kind, empty=False, name="scheduled")
    site.settings["EMAIL_URL"] = "smtp+tls://a:b@mail.example:587"  # nobody is written to before a worker runs

    told = [json.loads(line) for line in site.shell(TRY).splitlines() if line.startswith("{")]

    *together, killed, held, later = told
    assert len(together) == ROUNDS
    for number, each in enumerate(together):
        assert each == {
            "ended": [0] * SCHEDULERS,
            "taken": ONCE,
            "title": f"Title {number}",
            "published": 1,
            "mails": 1,
        }
    assert killed["ended"] == [-signal.SIGKILL]
    assert killed["taken"] == {"publish_scheduled": 1}
    assert held["taken"] == {name: 1 for name in ONCE if name != "publish_scheduled"}
    assert later["taken"] == ONCE
    assert later["title"] == "What was scheduled at last"
    assert killed["published"] + later["published"] == 1
