"""Gunicorn's worker with threads, of which some always stay free: whoever asks whether the site is alive is answered.

As many pages are made at once as `PAGES_AT_ONCE` says, each by a thread that keeps its connection to the database. All
others wait in line, in threads that cost nothing, for at most `LONGEST_WAIT`: where the database hangs, nobody waits
for it longer than the proxy does, and afterwards nothing is made for readers who have gone. Whoever is not let in, or
finds the line full, is told to come back; nothing of what they sent was looked at.
"""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from iom_site.wsgi_keys import HAS_WAITED

PAGES_AT_ONCE = 4
LONGEST_LINE = 40
LONGEST_WAIT = 4  # seconds; the proxy gives up after 5
SPARE = 4
THREADS = PAGES_AT_ONCE + LONGEST_LINE + SPARE
ALIVE = "/alive"
ROOM = 2**16  # values of Python's stack: half a megabyte


class WebWorker(ThreadWorker):
    """The class that `iom_site/gunicorn.py` names."""

    def init_process(self) -> None:
        self.pages = ThreadPoolExecutor(PAGES_AT_ONCE)
        self.places = threading.BoundedSemaphore(PAGES_AT_ONCE + LONGEST_LINE)
        self.here = threading.local()
        super().init_process()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        site = self.wsgi

        def told(environ: dict[str, Any], start_response: Any) -> Any:
            environ[HAS_WAITED] = getattr(self.here, "is_refused", False)
            return site(environ, start_response)

        # Python up to 3.13 keeps its stack in pieces of 16 kB and asks the system for the next one whenever a call goes
        # beyond: a loop that calls at such a place asks hundreds of times a page (python/cpython#142183). For a call
        # that needs much at once it makes one large piece, in which all that is called from there has room.
        told.__code__ = told.__code__.replace(co_stacksize=ROOM)
        self.wsgi = told

    def handle_request(self, req: Any, conn: Any) -> Any:
        """What gunicorn does with a request, in the thread of the line."""
        if req.path == ALIVE:
            return super().handle_request(req, conn)
        if not self.places.acquire(blocking=False):
            return self._refuse(req, conn)
        try:
            made = self.pages.submit(super().handle_request, req, conn)
            return made.result() if self._is_let_in(made) else self._refuse(req, conn)
        finally:
            self.places.release()

    def _is_let_in(self, made: Future[Any]) -> bool:
        try:
            made.result(timeout=LONGEST_WAIT)
        except TimeoutError:
            return not made.cancel()
        except BaseException:  # raised again where it is asked for
            return True
        return True

    def _refuse(self, req: Any, conn: Any) -> Any:
        self.here.is_refused = True
        try:
            return super().handle_request(req, conn)
        finally:
            self.here.is_refused = False
