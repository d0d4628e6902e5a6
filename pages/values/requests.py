"""What the project's middleware adds to a request."""

from django.http import HttpRequest


class SiteRequest(HttpRequest):
    """A request of the site, for the type checker.

    `is_sensitive` says that nobody may learn that it was made, `has_session` that it brought a cookie of somebody who
    signs in.
    """

    is_sensitive: bool
    has_session: bool
