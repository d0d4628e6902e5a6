"""Wagtail's app of the people who sign in, with our form for them."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "iom_site.people.PeopleViewSet"
