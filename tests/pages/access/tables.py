"""Tables of who may do what: committed as CSV files, compared by tests.

`pytest tests/pages/access --write-tables` writes them anew. Then `git diff` shows what changed: each cell is to be read
by a person, and where one is wrong the code is mended, not the table.
"""

import csv
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils.text import slugify

from pages.accounts.models import User

FOLDER = Path(__file__).parent
ROLES = ("Translators", "Translators (Russian)", "Data", "Editors", "Moderators", "Message desk", "Confidential desk")
PEOPLE = ("anonymous", "nobody", *ROLES, "Administrator")


def make_people():
    """One user a role, one without any, one administrator; and a second Moderator, so that nobody is alone."""
    people = {"anonymous": None}
    for name in (*PEOPLE[1:], "second Moderator"):
        user = User.objects.create_user(slugify(name), f"{slugify(name)}@example.org")
        if name in ROLES or name == "second Moderator":
            user.groups.add(Group.objects.get(name="Moderators" if name == "second Moderator" else name))
        user.is_superuser = name == "Administrator"
        user.save()
        people[name] = user
    people.pop("second Moderator")
    return people


def read(name):
    """A committed table: `{row: {person: cell}}`."""
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row.pop(name): row for row in csv.DictReader(file)}


def write(name, table):
    """Write a table anew, for a person to review as a difference."""
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([name, *PEOPLE])
        for row, cells in table.items():
            writer.writerow([row, *(cells[person] for person in PEOPLE)])


def differences(name, found):
    """What is otherwise than the committed table says, one line each."""
    known = read(name)
    lines = [f"{row}: not in the table" for row in found if row not in known]
    lines += [f"{row}: in the table, and gone" for row in known if row not in found]
    for row in found:
        for person in PEOPLE if row in known else ():
            if found[row][person] != known[row][person]:
                lines.append(f"{row}: {person} {found[row][person] or '–'}, was {known[row][person] or '–'}")
    return lines
