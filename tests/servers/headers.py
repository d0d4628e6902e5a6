"""The tables of `docs/security.md` that say which headers each kind of answer carries, and what differs from them."""

import re

from django.conf import settings

LANGUAGE = re.compile(r"/(?:lite/)?(?:en|ru|tk)(?:/|$)")
FRAMES = re.compile(r"frame-ancestors '(?:none|self)'")
POLICIES = {
    "own": lambda found: "default-src 'none'" in found and "script-src 'self'" in found and "unsafe" not in found,
    "nothing": lambda found: found == "base-uri 'none'; default-src 'none'; form-action 'none'; frame-ancestors 'none'",
    "style": lambda found: re.search(r"style-src 'sha256-[^']+'$", found) and "script-src" not in found,
    "staff": lambda found: "default-src 'none'" in found and "style-src 'self' 'unsafe-inline'" in found,
}


def tables():
    """The two tables: `{header: value}` of every answer, `{kind of answer: {header: value}}` of each."""
    text = (settings.ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    text = text.partition("## What an answer carries")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    every = {row[0].partition(" (")[0]: row[1].strip("`") for row in rows if len(row) == 2 and row[1].startswith("`")}
    heads, *kinds = [row for row in rows if len(row) == 6 and not row[0].startswith("-")]
    return every, {row[0]: dict(zip(heads[1:], row[1:], strict=True)) for row in kinds}


EVERY, KINDS = tables()


def expected(kind, path, headers):
    """`{header: value}` of an answer of this kind; None where there must be none."""
    row = KINDS[kind]
    besides = dict(re.findall(r"([\w-]+): `?([^`,]+)`?", row["besides"]))
    common = {**dict.fromkeys(("Access-Control-Allow-Origin", "X-Powered-By")), **EVERY}
    own = {name: row[name].strip("`") for name in ("Cache-Control", "Referrer-Policy")}
    vary = {part for part in row["Vary"].split(", ") if part}
    if "language" in vary:
        vary = vary - {"language"} | (set() if LANGUAGE.match(path) else {"Accept-Language"})
    if "Content-Encoding" in headers:
        vary.add("Accept-Encoding")
    said = {**common, **own, "Vary": vary, **besides}
    return {name: None if value == "none" else value for name, value in said.items()}


def faults(kind, path, answer):
    """What the headers of an answer say that they should not, and the other way round."""
    headers = answer.headers
    found = {name: headers.get(name) for name in expected(kind, path, headers)}
    found["Vary"] = {part.strip() for part in headers.get("Vary", "").split(",") if part.strip()}
    wrong = {name: found[name] for name, value in expected(kind, path, headers).items() if found[name] != value}
    if wrong.get("Vary", set()) - expected(kind, path, headers)["Vary"] == {"Accept-Encoding"}:
        del wrong["Vary"]  # it could be packed for somebody else
    policy = "; ".join(sorted(headers.get("Content-Security-Policy", "").split("; ")))
    if not (POLICIES[KINDS[kind]["Content-Security-Policy"]](policy) and FRAMES.search(policy)):
        wrong["Content-Security-Policy"] = policy
    if "Set-Cookie" in headers and "Set-Cookie" not in KINDS[kind]["besides"]:
        wrong["Set-Cookie"] = headers["Set-Cookie"]
    if re.search(r"\d", headers.get("Server", "")):
        wrong["Server"] = headers["Server"]
    return wrong


def all_faults(asked):
    """`asked`: pairs of a name and of what `faults` takes."""
    return {name: wrong for name, (kind, path, answer) in asked if (wrong := faults(kind, path, answer))}
