"""What a new address of a page would mean: shown beside the field, before anything is changed."""

from django.utils.text import Truncator
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.models import ReferenceIndex

MOST = 20  # places that are named; the others are counted and stand in Wagtail's own list


def places_that_lead_to(page, user):
    """What refers to a page: `([(name, address in the admin)], how many there are)`; few queries for any number."""
    references = ReferenceIndex.get_references_to(page)
    keys = list(references.order_by("object_id").values_list("object_id", flat=True).distinct()[:MOST])
    finder = AdminURLFinder(user)
    named = references.filter(object_id__in=keys).group_by_source_object()
    places = [(Truncator(str(place)).chars(80), finder.get_edit_url(place)) for place, _found in named if place]
    total = references.values("base_content_type", "object_id").distinct().count()
    return sorted(places), max(total, len(places))


class AddressPanel(Panel):
    """Shown in the form of a page that readers have; there is nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/address.html"

        def is_shown(self):
            return bool(self.instance.pk and self.instance.live)

        def get_context_data(self, parent_context=None):
            page = self.instance
            places, total = places_that_lead_to(page, self.request.user)
            return super().get_context_data(parent_context) | {
                "page": page,
                "places": places,
                "more": total - len(places),
                "below": page.get_descendant_count(),
                "translations": list(page.get_translations().select_related("locale")),
            }
