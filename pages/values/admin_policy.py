"""Which views of the admin do without a script that stands in the page: all of ours that show no form of Wagtail's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
MARK = "without_inline_scripts"


def without_inline_scripts(view: View) -> View:
    """Mark a view: `iom_site.urls` lets the browser run none there."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    setattr(answer, MARK, True)
    return answer
