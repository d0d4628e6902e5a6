"""Wagtail's app of people, whose form says what each role is for (`iom_site.people`)."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "iom_site.people.PeopleViewSet"
