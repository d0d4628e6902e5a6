"""What a model refuses, whichever way it is tried, and how the admin says so."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin.admin_url_finder import AdminURLFinder


class RefusedError(ValidationError):
    """An act that would harm readers. `places` are the records that one must look at first."""

    def __init__(self, message: Any, places: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.places = list(places)


def say_refusals(view):
    """For each view of the admin: the refusal of a model is a message, where one came from."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except RefusedError as error:
            messages.error(request, _sentences(request, error))
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)

    return answer


def _sentences(request, error):
    finder = AdminURLFinder(request.user)
    places = [(finder.get_edit_url(place), place) for place in error.places]
    links = format_html_join(", ", '<a href="{}">{}</a>', [each for each in places if each[0]])
    return format_html("{} {}", " ".join(dict.fromkeys(error.messages)), links)
