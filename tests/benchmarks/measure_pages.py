"""Print what each published page costs: queries, milliseconds, bytes plain and as brotli."""

from argparse import ArgumentParser

import brotli

from tests.benchmarks.measuring import ask, keep, milliseconds, queries, set_up, whole_number


def main():
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=whole_number, default=10, help="how often each page is asked for (10)")
    times = parser.parse_args().times
    set_up()
    from wagtail.models import Page

    print(f"{'queries':>7} {'ms':>7} {'bytes':>8} {'brotli':>7}  address (median of {times}, uncached, warm)")
    found = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
        content = ask(page.url).content
        taken, packed, asked = milliseconds(page.url, times), len(brotli.compress(content)), queries(page.url)
        print(f"{asked:>7} {taken:>7.1f} {len(content):>8} {packed:>7}  {page.url}")
        found[page.url] = {"queries": asked, "ms": round(taken, 2), "bytes": len(content), "brotli": packed}
    keep("pages", found)


if __name__ == "__main__":
    main()
