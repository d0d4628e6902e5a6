"""What the project's middleware adds to a request."""

from django.http import HttpRequest


class SiteRequest(HttpRequest):
    """A request of the site, for the type checker.

    `is_sensitive` says that nobody may learn that it was made, `has_session` that it brought a cookie of somebody who
    signs in; `proxy_may_keep` that the answer, although nobody may learn of it, is the same for everybody.
    """

    is_sensitive: bool
    has_session: bool
    proxy_may_keep: bool
