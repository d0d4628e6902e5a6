"""How small an answer travels, and that all pages of help travel at one size.

Who watches the line sees no words, but how many bytes come: each page of help had a number of its own. So the packed
answer is filled up within its format: a part that every decoder skips (RFC 7932 section 9.2, RFC 1952 section 2.3.1).
"""

import gzip
from functools import lru_cache

import brotli
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from iom_site.sign_in import PATHS_OF_STAFF

# Bytes of a sensitive page: the first holds every page of help with its numbers and its styles, and with script and
# headers still comes in one flight of a slow line (14 kB). What is longer, such as results of a search, goes in steps.
PADDED, STEP = 9 * 1024, 2 * 1024
PADDED_PLAIN, STEP_PLAIN = 48 * 1024, 16 * 1024  # where nothing is packed, which no browser asks for
LONGEST_SKIP = 65_536  # of one part of a Brotli stream, with a length of two bytes


class CompressionMiddleware(GZipMiddleware):
    """Brotli, else gzip, for the text of public pages: the same page gives the same bytes (and ETag).

    The admin keeps Django's own gzip with its random padding, since admin pages hold secrets.
    """

    smallest = 200
    text_types = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")

    def process_response(self, request, response):
        coding = best_coding(request.headers.get("Accept-Encoding", ""))
        if request.path_info.startswith(PATHS_OF_STAFF) or response.cookies:
            return super().process_response(request, response) if coding else response
        kind = response.get("Content-Type", "")
        if response.streaming or response.has_header("Content-Encoding") or not kind.startswith(self.text_types):
            return response
        is_padded = getattr(request, "is_sensitive", False) and kind.startswith("text/html")
        if len(response.content) < self.smallest and not is_padded:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = _packed(response.content, coding, is_padded)
        if coding:
            response.headers["Content-Encoding"] = coding
        response.headers["Content-Length"] = str(len(response.content))
        return response


@lru_cache(maxsize=100)  # browsers write few
def best_coding(header):
    """Which of `br` and `gzip` a client likes best, by its quality values; empty if it wants neither."""
    wanted = {}
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        wanted[name] = next((_quality(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
    best = max(("br", "gzip"), key=lambda coding: wanted.get(coding, wanted.get("*", 0)))
    return best if wanted.get(best, wanted.get("*", 0)) > 0 else ""


def _quality(text):
    try:
        return float(text)
    except ValueError:
        return 0.0


def _packed(content, coding, is_padded):
    if coding == "br":
        return _brotli(content, is_padded)
    if coding == "gzip":
        packed = gzip.compress(content, compresslevel=6, mtime=0)
        return _padded_gzip(packed) if is_padded else packed
    return content + b" " * missing(len(content), PADDED_PLAIN, STEP_PLAIN) if is_padded else content


def missing(size, first=PADDED, step=STEP):
    """How many bytes an answer of this size still needs."""
    return first - size if size <= first else -(size - first) % step


def _brotli(content, is_padded):
    if not is_padded:
        return brotli.compress(content, quality=5)
    packer = brotli.Compressor(quality=5)
    body, end = packer.process(content) + packer.flush(), packer.finish()
    return body + _skipped(missing(len(body) + len(end))) + end


def _skipped(size):
    """Metadata blocks of so many bytes in all: after `flush` the stream stands at the beginning of a byte."""
    blocks = b""
    while size:
        # A block without metadata has one byte; with a length of one or two bytes its head has two or three.
        held = min(size - 3, LONGEST_SKIP) if size > 259 else size - 2 if 3 <= size <= 258 else 0
        width = 2 if held > 256 else 1 if held else 0
        head = 0b000110 | width << 4 | ((held - 1) << 6 if held else 0)
        block = head.to_bytes(width + 1, "little") + bytes(held)
        blocks, size = blocks + block, size - len(block)
    return blocks


def _padded_gzip(packed):
    """With a file name of as many letters as are missing; ten bytes of head stand before it."""
    size = missing(len(packed))
    if not size:
        return packed
    return packed[:3] + bytes([packed[3] | 0b1000]) + packed[4:10] + b"-" * (size - 1) + b"\0" + packed[10:]
