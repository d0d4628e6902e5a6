"""People at the site: somebody who is signed in, and many who read at once."""

import re
import threading
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.servers.processes import NAME, ask

FORM = "Content-Type: application/x-www-form-urlencoded"
PASSWORD = "a long password of tests"
# What the proxy does not keep, so that each is answered by the site.
UNKEPT = ("/en/search/?q=migration", "/ru/contact/", "/tk/search/?q=x", "/accounts/login/")


class SignedIn:
    """A browser with its cookies, at the machine with this port or at the proxy."""

    def __init__(self, name, port, sni=None):
        self.cookies, self.port, self.sni = {}, port, sni
        form = self.get("/accounts/login/")
        sent = self.post("/accounts/login/", form, login=name, password=PASSWORD)
        assert sent.status == 302, re.findall(r"<li[^>]*>[^<]*</li>", sent.text)

    def _ask(self, path, **more):
        headers = [*more.pop("headers", ()), "X-Forwarded-Proto: https", f"Origin: https://{NAME}"]
        if self.cookies:
            headers.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        answer = ask(self.port, path, sni=self.sni, headers=headers, seconds=120, **more)
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer

    def get(self, path):
        return self._ask(path)

    def post(self, path, form, **fields):
        """Sends the form that this answer holds, with its hidden fields."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.text)
        body = urlencode({**dict(hidden), **fields}).encode()
        return self.send(path, body, FORM.removeprefix("Content-Type: "))

    def send(self, path, body, kind):
        return self._ask(path, method="POST", body=body, headers=(f"Content-Type: {kind}",))


class Readers:
    """Some who ask one page after the other until told to stop: `with Readers(port) as readers: …`.

    `rest`: for how many seconds they read an answer before they ask again.
    """

    def __init__(self, port, number=4, posts=True, rest=0):
        self.port, self.posts, self.rest = port, posts, rest
        self.answers, self.failures, self.over = 0, [], threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(each,)) for each in range(number)]

    def _read(self, which):
        while not self.over.is_set():
            for path in UNKEPT[which % len(UNKEPT) :] + UNKEPT[: which % len(UNKEPT)]:
                self._note(path)
            if self.posts:
                self._note("/en/search/", method="POST", body=b"q=migration", headers=(FORM,))

    def _note(self, path, **more):
        try:
            status = ask(self.port, path, seconds=60, **more).status
        except OSError as error:
            status = type(error).__name__
        self.answers += 1
        self.over.wait(self.rest)
        if status != 200:
            self.failures.append((path, more.get("method", "GET"), status))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()
