"""What the project's middleware adds to a request."""

from datetime import date

from django.http import HttpRequest

# Of the WSGI environment: on which day the copy is made for which a page is asked for. No header can say it.
COPIED_ON = "iom_site.copied_on"


class SiteRequest(HttpRequest):
    """A request of the site, for the type checker.

    `is_sensitive` says that nobody may learn that it was made, `has_session` that it brought a cookie of somebody who
    signs in; `proxy_may_keep` that the answer, although nobody may learn of it, is the same for everybody; `copied_on`
    that it goes into a copy of that day, where nobody answers a form; `is_lite` that it was asked for in the lite
    edition, `saves_data` that it was, or that the browser saves data; `inline_style_source` names the style sheet in
    the page to its policy.
    """

    is_sensitive: bool
    has_session: bool
    proxy_may_keep: bool
    copied_on: date | None
    is_lite: bool
    saves_data: bool
    inline_style_source: str
