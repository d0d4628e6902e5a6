"""A worker ends with all that it holds, at the worst moment: what the proxy asks of it next is asked of another one."""

import socket
import threading
from contextlib import suppress

import pytest

from tests.servers.conftest import NGINX
from tests.servers.processes import ask, start_nginx, stop

FIRST = ("under-way", "kept", "kept-too")


class Worker:
    """Stands where the site does. Once dead, it is silent over each connection that it had."""

    def __init__(self):
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.all_came, self.has_died = threading.Barrier(len(FIRST)), threading.Event()
        self.unanswered = 0
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self):
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=self.door.accept()[:1], daemon=True).start()

    def _serve(self, connection):
        is_new = self.has_died.is_set()
        with connection:
            while asked := connection.recv(65536):
                if not is_new and not self.has_died.is_set():
                    self.all_came.wait()
                if b"under-way" in asked:
                    self.has_died.wait()
                if self.has_died.is_set() and not is_new:
                    self.unanswered += 1
                    return
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmade")


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.door.close()


def test_reader_whose_worker_ended_is_answered_by_another_although_all_that_is_kept_is_dead(worker, tmp_path):
    (tmp_path / "media" / "images").mkdir(parents=True)
    _http, https, nginx = start_nginx(tmp_path, NGINX, worker.port)
    answers = {}

    def read(words):
        answers[words] = ask(https, f"/en/search/?q={words}").status

    try:
        readers = {words: threading.Thread(target=read, args=(words,)) for words in FIRST}
        for reader in readers.values():
            reader.start()
        readers["kept"].join()
        readers["kept-too"].join()
        worker.has_died.set()
        readers["under-way"].join()
    finally:
        stop(nginx)

    assert answers == dict.fromkeys(FIRST, 200)
    assert worker.unanswered == 3
