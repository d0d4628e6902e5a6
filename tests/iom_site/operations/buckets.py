"""An S3-compatible storage of one process: real HTTP, and a `mood`: it refuses, fails, does not answer or breaks off.

What it knows are the requests that this site makes: objects put whole or in parts, read whole or in parts, asked after,
deleted, and listed.
"""

import hashlib
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KINDLY, REFUSING, FAILING, SILENT, BREAKING = 200, 403, 500, 0, 1


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
        elif self.server.mood in (REFUSING, FAILING):
            self._answer(self.server.mood, f"<Error><Code>{self.server.mood}</Code></Error>".encode())
        else:
            self._do(self.server.objects.setdefault(bucket, {}), key, sent)

    def _do(self, objects, key, sent):
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if self.command == "POST" or "uploadId" in asked:
            self._do_in_parts(objects, key, sent, asked)
        elif self.command == "PUT":
            objects[key] = sent
            self._answer(200, etag=hashlib.md5(sent).hexdigest())
        elif self.command == "DELETE":
            objects.pop(key, None)
            self._answer(204)
        elif not key:
            self._answer(200, self._list(objects, asked.get("prefix", [""])[0]))
        elif key not in objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._give(objects[key])

    def _give(self, whole):
        etag = hashlib.md5(whole).hexdigest()
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked:
            first, last = int(asked[1]), min(int(asked[2] or len(whole)), len(whole) - 1)
            where = {"Content-Range": f"bytes {first}-{last}/{len(whole)}"}
            self._answer(206, whole[first : last + 1], etag, **where)
        else:
            self._answer(200, whole, etag)

    def _do_in_parts(self, objects, key, sent, asked):
        parts = self.server.parts.setdefault(key, {})
        if "partNumber" in asked:
            parts[int(asked["partNumber"][0])] = sent
            self._answer(200, etag=hashlib.md5(sent).hexdigest())
        elif "uploadId" in asked:
            objects[key] = b"".join(part for _number, part in sorted(self.server.parts.pop(key).items()))
            self._answer(
                200, f"<CompleteMultipartUploadResult><Key>{escape(key)}</Key></CompleteMultipartUploadResult>".encode()
            )
        else:
            self._answer(200, b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")

    def _list(self, objects, prefix):
        found = [key for key in sorted(objects) if key.startswith(prefix) and "/" not in key.removeprefix(prefix)]
        entries = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in found)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode()

    def _answer(self, status, body=b"", etag="", **more):
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Fri, 27 Nov 2026 00:00:00 GMT")
        self.send_header("ETag", f'"{etag}"')
        self.end_headers()
        if self.command != "HEAD":
            is_cut = self.server.mood == BREAKING
            self.wfile.write(body[: len(body) // 2] if is_cut else body)
            self.close_connection |= is_cut


for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.do_any)


@contextmanager
def bucket_server(mood=KINDLY):
    """The storage; `objects` by bucket and key, `asked`, `mood`, `address`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.parts = {}
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
