"""Pieces that stand on very many pages alike: made once, kept under the version of the site."""

from django import template
from django.utils.translation import get_language

from pages.values.cache import cached_of_published

register = template.Library()


class KeptNode(template.Node):
    """What stands between the tags, made once for each language and for the values that are named."""

    def __init__(self, name, values, nodelist):
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context):
        values = [str(value.resolve(context, ignore_failures=True)) for value in self.values]
        name = ":".join(["piece", self.name, get_language(), *values])
        return cached_of_published(name, lambda: self.nodelist.render(context))


@register.tag
def kept(parser, token):
    """`{% kept foot request.copied_on %} … {% endkept %}`: all that it hangs on is named, but language and site.

    Whoever looks at a draft has it made anew: words around pages have drafts, too.
    """
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(name, list(map(parser.compile_filter, values)), nodelist)


@register.filter
def entry_at(menu, path):
    """The address, if the menu leads to it: that entry is marked as the page where one is."""
    links = (link for entry in menu for link in [entry, *entry.get("links", [])])
    return path if any(link.get("url") == path for link in links) else ""
