"""What the admin shows of the project itself."""

from wagtail import hooks

from iom_site.operations import admin


@hooks.register("register_admin_urls")
def register_admin_urls():
    return admin.admin_urlpatterns


@hooks.register("register_reports_menu_item")
def register_state_menu_item():
    return admin.StateMenuItem()


hooks.register("register_site_tasks", admin.scheduler_tasks)
