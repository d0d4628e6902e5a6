"""The tags of the sections that projects add to pages about something else."""

from django import template
from django.utils.translation import get_language

from programmes.portfolio import highlights

register = template.Library()


@register.simple_tag
def projects_of_home():
    """A few projects for the home page, and what projects have reached."""
    return highlights.for_home(get_language())


@register.simple_tag
def projects_in_country(page):
    """The projects that are known to be for a country."""
    return highlights.in_country(page, get_language())


@register.simple_tag
def partners_of_projects():
    """With whom projects are carried out."""
    return highlights.partners(get_language())
