"""Pictures of pages: in the shapes that are drawn, at the head of a page, and for whoever shares it."""

from django import template

from pages.values import social_card
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

register = template.Library()


@register.simple_tag(takes_context=True)
def sharing_picture(context, page):
    """`{url, width, height}` of the picture that stands for the page when it is shared, with a full address."""
    root_url = context["site"].root_url
    if page.image and (rendition := page.image.rendition_or_none(SOCIAL_CARD)):
        return {"url": rendition.full_url, "width": rendition.width, "height": rendition.height}
    return {"url": root_url + social_card.address(page), "width": social_card.WIDTH, "height": social_card.HEIGHT}


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context, image, shape, alt="", first=False):
    """An image in one of the shapes of `pages.values.image_sizes`; `first` for one that is seen without scrolling.

    The first is not asked for early: on a slow line the text comes before it. The lite edition links to it.
    """
    formats = image.renditions_for(SHAPES[shape])
    width = 360 if context["request"].is_lite else 720
    fallback = min(formats.get("jpeg", ()), key=lambda rendition: abs(rendition.width - width), default=None)
    shown = {"formats": formats, "fallback": fallback, "sizes": SHAPES[shape].sizes, "alt": alt or "", "first": first}
    return {**shown, "request": context["request"]}


@register.inclusion_tag("components/head_picture.html", takes_context=True)
def head_picture(context, page, image=None):
    """The picture of a page with its caption and credit, below or beside its title; nothing if there is none to show.

    `image` stands in for that of the page. A browser that saves data is sent none. The caption says what the picture
    shows; where it is missing, the description in the library is read aloud.
    """
    image, request = image or getattr(page, "image", None), context["request"]
    if not image or (request.saves_data and not request.is_lite):
        return {}
    drawn = picture(context, image, "head", first=True)
    caption = page.image_caption
    is_said = caption or page.image_is_decorative
    return {**drawn, "alt": "" if is_said else image.description, "caption": caption, "credit": image.credit}
