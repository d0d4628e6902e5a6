"""`make run` says in one sentence why it cannot go on."""

import socket

import pytest
from django.core.management import CommandError, call_command

from pages.accounts.models import User


def test_port_that_is_taken(db, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", port)

        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("start", "--prepare-only")


@pytest.mark.parametrize("port", ["0", "70000", "web", "-1"])
def test_port_that_is_none(db, monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CommandError, match="is not a port"):
        call_command("start", "--prepare-only")


def test_server_is_not_started_this_way(settings):
    settings.LOCAL = False

    with pytest.raises(CommandError, match="machine of one's own"):
        call_command("start")


def test_one_administrator_is_made_and_the_password_is_not_kept(db, monkeypatch, capsys):
    monkeypatch.setenv("PORT", "")
    monkeypatch.setattr("socket.socket.bind", lambda *args: None)

    call_command("start", "--prepare-only")
    call_command("start", "--prepare-only")

    assert User.objects.filter(is_superuser=True).count() == 1
    assert "Ready after" in capsys.readouterr().out
