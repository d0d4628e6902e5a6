"""The records of projects as files: CSV, JSON, and IATI where the office has filled in what it needs.

Each has one stable address for each language, to which the filters of the list may be added. The files are
streamed: the first bytes leave at once, and the memory stays flat however many projects there are.
"""

import csv
import json
import zlib

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri

from pages.site.context import site_context_for
from programmes.exports import iati
from programmes.exports.record import FIELDS, OWN, last_changed, moment, records, wanted
from programmes.open_data_settings import OpenDataSettings
from programmes.portfolio.index import portfolio
from programmes.portfolio.portfolio import FACETS

CSV, JSON, XML = "csv", "json", "xml"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    XML: "application/xml; charset=utf-8",
}
KEPT_SECONDS = 300
SCHEMA = "open-data/projects.schema.json"
FORMULA = ("=", "+", "-", "@")  # with which a spreadsheet would begin to calculate


def answer(request, page, kind, asked):
    """One of the files. Asked only for its headers (`HEAD`), it is not made."""
    terms = OpenDataSettings.for_request(request)
    if kind not in CONTENT_TYPES or (kind == XML and not terms.offers_iati):
        raise Http404
    if request.method == "HEAD":
        response = HttpResponse(content_type=CONTENT_TYPES[kind])
    else:
        response = _streamed(request, _file(kind, asked, terms), CONTENT_TYPES[kind])
    name = f"projects-{asked.language}-{timezone.localdate()}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    open_to_all(response, terms)
    if kind == JSON:
        response.headers["Link"] = ", ".join(
            filter(None, [response.get("Link"), f'<{_schema_url(asked.language)}>; rel="describedby"'])
        )
    return response


def description(language):
    """What the page of data tells developers."""
    index = portfolio()
    return {
        "count": len(index.pks),
        "last_changed": last_changed(),
        "fields": FIELDS.items(),
        "columns": COLUMNS,
        "filters": [*FACETS, "q"],
        "schema": static(SCHEMA),
        "left_out": iati.left_out(index),
    }


def open_to_all(response, terms):
    """The headers of open data: anybody's page may read it, caches may keep it, and its licence travels along."""
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if terms.licence_url:
        response.headers["Link"] = f'<{iri_to_uri(terms.licence_url)}>; rel="license"'


def licence(terms):
    """Name and address of the licence, if the office has stated one."""
    return {"name": terms.licence_name, "url": terms.licence_url} if terms.licence_name else None


def _file(kind, asked, terms):
    """The parts of the file, as text."""
    if kind == XML:
        return iati.document(wanted(asked), terms, licence(terms))
    found = records(wanted(asked), asked.language)
    return as_csv(found) if kind == CSV else as_json(_head(asked, terms), found)


def _streamed(request, parts, content_type):
    """An answer that leaves as it is made, packed if the reader's program can unpack it."""
    parts = (part.encode() for part in parts)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = StreamingHttpResponse(_packed(parts) if packed else parts, content_type=content_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _packed(parts):
    packer = zlib.compressobj(wbits=31)
    for part in parts:
        if ready := packer.compress(part):
            yield ready
    yield packer.flush()


# JSON -------------------------------------------------------------------------------------------


def _schema_url(language):
    return site_context_for(language).root_url + static(SCHEMA)


def _head(asked, terms):
    return {
        "schema": _schema_url(asked.language),
        "licence": licence(terms),
        "publisher": terms.organisation_name or site_context_for(asked.language).organisation,
        "last_changed": moment(last_changed()),
        "language": asked.language,
        "filters": {**asked.chosen, **({"q": asked.search} if asked.search else {})},
        "count": len(wanted(asked)),
    }


def as_json(head, found):
    """One object with the records as a list, a line for each."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "projects": ['
    for place, record in enumerate(found):
        yield (",\n" if place else "\n") + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"


# CSV --------------------------------------------------------------------------------------------


def _budget(name):
    return lambda record: (record["budget"] or {}).get(name)


def _each(field, name):
    return lambda record: [entry[name] for entry in record[field]]


def _own_objectives(record):
    """Those of the area follow from the area: written here, an import would make them the project's own."""
    return [entry["slug"] for entry in record["objectives"]] if record["objectives_of"] == OWN else []


def _source(name):
    return lambda record: next((source[name] for source in record["sources"] if source["url"]), None)


# The columns that the import reads too, and what stands in them. A field of the record has its own name.
COLUMNS = {
    "project_id": None,
    "other_ids": None,
    "title": None,
    "summary": None,
    "start": None,
    "end": None,
    "status": None,
    "status_as_of": None,
    "project_type": None,
    "coverage": None,
    "benefiting_countries": _each("benefiting_countries", "iso2"),
    "donor": _each("donors", "name"),
    "funding_stream": None,
    "budget_amount": _budget("amount"),
    "budget_currency": _budget("currency"),
    "budget_as_of": _budget("as_of"),
    "budget_source": _budget("source"),
    "programme_area": lambda record: (record["programme_area"] or {}).get("code"),
    "locations": _each("locations", "code"),
    "implementing_partners": None,
    "government_counterparts": None,
    "objectives": _own_objectives,
    "gcm_objectives": _each("gcm_objectives", "number"),
    "sdg_targets": _each("sdg_targets", "code"),
    "source": _source("url"),
    "accessed_on": _source("accessed_on"),
}


class _Line:
    """A file that hands back the line written into it."""

    def write(self, line):
        return line


def as_csv(found):
    """A table that spreadsheets open with a double click: UTF-8 with a mark, commas, semicolons within a cell."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for record in found:
        values = (read(record) if read else record[name] for name, read in COLUMNS.items())
        yield writer.writerow([_cell(value) for value in values])


def _cell(value):
    """The text of a cell; never a formula, which could act on the computer of whoever opens the table."""
    text = "; ".join(str(each) for each in value) if isinstance(value, list) else str(value or "")
    text = text.strip()
    return f"'{text}" if text.startswith(FORMULA) else text
