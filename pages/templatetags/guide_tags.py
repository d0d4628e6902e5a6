"""For the admin: the way from a screen to its page of the guide."""

from django import template

from pages.guide.places import guide_page_of

register = template.Library()


@register.inclusion_tag("admin/guide_link.html", takes_context=True)
def guide_link(context):
    """Nothing where the guide has no page for the screen, or a part of a screen is rendered alone."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    return {"text": guide_page_of(match) if match else None}
