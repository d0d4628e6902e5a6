"""Addresses that Wagtail's admin has too: here they come first."""

from django.urls import path

from pages.editing import views

urlpatterns = [
    path(
        "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        views.PageCreate.as_view(),
        name="add_page",
    ),
    path("pages/<int:page_id>/edit/", views.PageEdit.as_view(), name="edit_page"),
    path("pages/<int:page_id>/revisions/<int:revision_id>/revert/", views.PageRevert.as_view(), name="revert_page"),
]
