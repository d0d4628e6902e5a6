"""Records of projects."""

from tests.browser.editor_tasks.tasks import Tasks

task = Tasks("Projects")
TABLE = "title,programme_area\nSample project of a table,A3.3\n"


@task("Import projects from a table, looking at it first", "moderators")
def import_table(desk):
    desk.menu("Programmes", "Import projects")
    file = {"name": "projects.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    desk.upload("Spreadsheet", file)
    desk.button("Show what it would do")
    desk.sees("Sample project of a table")
    desk.button("Apply all of it")
    return desk.sees("The file is being applied")


@task("Learn, as an Editor, who imports projects", "editors")
def who_imports(desk):
    desk.link("Guide for editors", inside=desk.page.get_by_role("main"))
    desk.link("Add a project, or many")
    return desk.sees("Moderators import")


@task("Add a project by hand", "moderators")
def by_hand(desk):
    desk.link("Add a project")
    desk.link("National legislation")
    desk.fill("Title", "Sample project by hand")
    desk.publish()
    return desk.reader(desk.live_address(), "Sample project by hand")
