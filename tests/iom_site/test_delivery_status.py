"""What an operator is told of the proxy, from its log and from what it keeps."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

LOG = """[2026-11-26T10:00:00+05:00] "GET /en/" 200 7000 0.020 5f2c MISS
[2026-11-26T10:00:01+05:00] "GET /en/" 200 7000 0.000 5f2c HIT
[2026-11-26T10:00:02+05:00] "HEAD /en/a page/" 200 0 0.004 5f2c REVALIDATED
[2026-11-26T10:00:03+05:00] "GET /admin/" 302 0 0.010 5f2c -
[2026-11-26T10:00:03+05:00] "POST /admin/login/" 200 0 0.010 5f2c -
"""


def told(folder):
    out = StringIO()
    call_command("delivery_status", log=folder / "site.log", kept=folder / "kept", stdout=out)
    return out.getvalue()


def test_operator_sees_how_much_is_answered_without_the_site_and_what_is_missing(db, tmp_path):
    (tmp_path / "site.log").write_text(LOG)
    (tmp_path / "kept" / "a").mkdir(parents=True)
    (tmp_path / "kept" / "a" / "0").write_bytes(b"\x05\x00head\nKEY: br   site.example  /en/\nHTTP/1.1 200 OK\r\n")

    text = told(tmp_path)

    assert "Answers in the log: 4, without making the page anew: 50.0%." in text
    assert "  not kept: 1" in text
    assert "Kept: 1 addresses, 1 answers" in text
    assert "  /ru/\n" in text
    assert "  /en/\n" not in text


def test_operator_who_may_not_read_the_log_is_told_so(db, tmp_path):
    with pytest.raises(CommandError, match=r"site\.log cannot be read"):
        told(tmp_path)
