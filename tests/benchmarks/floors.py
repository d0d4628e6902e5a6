"""What no page of ours can be quicker than: a bare WSGI answer, a bare Django view, and one with four queries.

`gunicorn tests.benchmarks.floors:bare` and `…:with_django`; each answers `/en/` with as many bytes as FLOOR_BYTES says.
"""

import os
from functools import cache

BODY = b"x" * int(os.environ.get("FLOOR_BYTES", "24000"))
QUERIES = 4


def bare(environ, start_response):
    """WSGI and nothing else."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))])
    return [BODY]


def with_django(environ, start_response):
    """Django without middleware; `/four/` asks the database of the site four times for one page."""
    return _application()(environ, start_response)


@cache
def _application():
    """Made by the first request: whoever reads this module has chosen no settings by that."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    from iom_site import env

    database = {**env.database("DATABASE_URL"), "CONN_MAX_AGE": None}

    def plain(request):
        return HttpResponse(BODY)

    def four(request):
        from django.db import connection

        with connection.cursor() as cursor:
            for number in range(QUERIES):
                cursor.execute("SELECT id, title FROM wagtailcore_page WHERE id = %s", [number + 1])
                cursor.fetchall()
        return HttpResponse(BODY)

    urls = type("Urls", (), {"urlpatterns": [path("en/", plain), path("four/", four)]})
    settings.configure(ROOT_URLCONF=urls, ALLOWED_HOSTS=["*"], DATABASES={"default": database}, MIDDLEWARE=[])
    return get_wsgi_application()
