from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.admin.panels import Panel

from pages.approvals import second_person
from pages.approvals.models import PendingChange


class SecondPersonPanel(Panel):
    """Says in a form that it takes two people, or that there is only one; and what waits already."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/second_person.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["is_alone"] = second_person.is_alone(self.request.user, type(self.instance))
            context["waiting"] = waiting_for(self.instance)
            return context


def waiting_for(instance: Model) -> QuerySet[PendingChange]:
    """What waits for a second person about a record."""
    content_type = ContentType.objects.get_for_model(instance)
    return PendingChange.objects.filter(content_type=content_type, object_id=str(instance.pk or "new"))
