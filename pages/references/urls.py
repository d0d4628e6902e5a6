"""An address that Wagtail's admin has too: here it comes first, since Wagtail has no hook before its question."""

from django.urls import path

from pages.references.admin import Unpublish

urlpatterns = [path("pages/<int:page_id>/unpublish/", Unpublish.as_view(), name="unpublish_page")]
