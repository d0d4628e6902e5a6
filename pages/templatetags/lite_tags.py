"""Where the full edition of the site and the lite one lead to each other."""

from django import template

from pages.values.lite import PREFIX, is_page

register = template.Library()


@register.simple_tag(takes_context=True)
def other_edition(context):
    """The address of this page in the other edition: the lite one, or the full one from there.

    Nothing for what stands in one alone: a page that is not there, a draft, a copy of the site.
    """
    request = context["request"]
    is_one_alone = request.copied_on or getattr(request, "is_preview", False) or "status" in context
    if is_one_alone or not is_page(request.path):
        return ""
    return request.get_full_path() if request.is_lite else PREFIX + request.get_full_path()
