"""The records of projects as files: CSV, JSON, and IATI where the office has filled in what it needs.

Each has one stable address for each language, to which the filters of the list may be added. The files are
streamed: the first bytes leave at once, and the memory stays flat however many projects there are.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri

from pages.site.context import site_context_for
from programmes.exports.csv import COLUMNS, csv_file
from programmes.exports.iati import iati_file, left_out
from programmes.exports.json import FileHead, LicenceRecord, json_file
from programmes.exports.record import field_meanings
from programmes.exports.record_reader import last_changed, read_records, selected
from programmes.exports.schema import SCHEMA_FILE
from programmes.open_data_settings import OpenDataSettings
from programmes.portfolio.filters import ProjectQuery
from programmes.portfolio.index import portfolio
from programmes.portfolio.portfolio import FACETS

CSV, JSON, XML = "csv", "json", "xml"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    XML: "application/xml; charset=utf-8",
}
CACHED_SECONDS = 300


def download(request: HttpRequest, kind: str, query: ProjectQuery) -> HttpResponseBase:
    """One of the files. For `HEAD` it is not made."""
    terms = OpenDataSettings.for_request(request)
    if kind not in CONTENT_TYPES or (kind == XML and not terms.offers_iati):
        raise Http404
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=CONTENT_TYPES[kind])
    else:
        response = _streamed(request, _file(kind, query, terms), CONTENT_TYPES[kind])
    name = f"projects-{query.language}-{timezone.localdate()}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    open_to_all(response, terms)
    if kind == JSON:
        schema = f'<{_schema_url(query.language)}>; rel="describedby"'
        response.headers["Link"] = ", ".join(filter(None, [response.headers.get("Link"), schema]))
    return response


def data_page_context() -> dict[str, Any]:
    """What the page of data tells developers."""
    index = portfolio()
    return {
        "count": len(index.pks),
        "last_changed": last_changed(),
        "fields": field_meanings().items(),
        "columns": COLUMNS,
        "filters": [*FACETS, "q"],
        "schema": static(SCHEMA_FILE),
        "left_out": left_out(index),
    }


def open_to_all(response: HttpResponseBase, terms: OpenDataSettings) -> None:
    """The headers of open data: anybody's page may read it, caches may keep it, and its licence travels along."""
    response.headers["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if terms.licence_url:
        response.headers["Link"] = f'<{iri_to_uri(terms.licence_url)}>; rel="license"'


def _file(kind: str, query: ProjectQuery, terms: OpenDataSettings) -> Iterator[str]:
    """The parts of the file, as text."""
    selection = selected(query)
    if kind == XML:
        return iati_file(selection, terms, _licence(terms))
    records = read_records(selection, query.language)
    return csv_file(records) if kind == CSV else json_file(_head(query, terms), records)


def _streamed(request: HttpRequest, parts: Iterable[str], content_type: str) -> StreamingHttpResponse:
    """A response that leaves as it is made, packed if the reader's program can unpack it."""
    encoded = (part.encode() for part in parts)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = StreamingHttpResponse(_packed(encoded) if packed else encoded, content_type=content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    for part in parts:
        if ready := packer.compress(part):
            yield ready
    yield packer.flush()


def _licence(terms: OpenDataSettings) -> LicenceRecord | None:
    """Name and address of the licence, if the office has stated one."""
    return LicenceRecord(terms.licence_name, terms.licence_url) if terms.licence_name else None


def _schema_url(language: str) -> str:
    return f"{site_context_for(language).root_url}{static(SCHEMA_FILE)}"


def _head(query: ProjectQuery, terms: OpenDataSettings) -> FileHead:
    return FileHead(
        schema=_schema_url(query.language),
        licence=_licence(terms),
        publisher=terms.organisation_name or site_context_for(query.language).organisation,
        last_changed=last_changed(),
        language=query.language,
        filters={**query.chosen, **({"q": query.search} if query.search else {})},
        count=len(selected(query)),
    )
