"""An S3-compatible storage of one process: real HTTP, and a `mood` in which it refuses, fails or does not answer.

What it knows are the requests that this site makes: objects put whole, read, asked after, deleted, and listed.
"""

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KINDLY, REFUSING, FAILING, SILENT = 200, 403, 500, 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_said):
        """Says nothing."""

    def do_any(self):
        bucket, _slash, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, bucket, key))
        if self.server.mood == SILENT:
            self.server.goes_on.wait()
            self.close_connection = True
        elif self.server.mood != KINDLY:
            self._answer(self.server.mood, f"<Error><Code>{self.server.mood}</Code></Error>".encode())
        else:
            self._do(self.server.objects.setdefault(bucket, {}), key, sent)

    def _do(self, objects, key, sent):
        if self.command == "PUT":
            objects[key] = sent
            self._answer(200, etag=hashlib.md5(sent).hexdigest())
        elif self.command == "DELETE":
            objects.pop(key, None)
            self._answer(204)
        elif not key:
            self._answer(200, self._list(objects))
        elif key not in objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._answer(200, objects[key], hashlib.md5(objects[key]).hexdigest())

    def _list(self, objects):
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        found = [key for key in sorted(objects) if key.startswith(prefix) and "/" not in key.removeprefix(prefix)]
        entries = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in found)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode()

    def _answer(self, status, body=b"", etag=""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Fri, 27 Nov 2026 00:00:00 GMT")
        self.send_header("ETag", f'"{etag}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


for method in ("GET", "HEAD", "PUT", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.do_any)


@contextmanager
def bucket_server(mood=KINDLY):
    """The storage; `objects` by bucket and key, `asked`, `mood`, `address`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.objects, server.asked, server.mood, server.goes_on = {}, [], mood, threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.goes_on.set()
        server.shutdown()
        server.server_close()
