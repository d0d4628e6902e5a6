"""An empty Debian becomes a site in production by the commands of docs/operations.md alone, under its own systemd.

The commands are read from the steps of “From an empty Debian server”: what the document says is what is run, one after
the other, in a Debian that debootstrap laid out and systemd-nspawn booted, in a network of its own that leads nowhere.
What the steps install was fetched before. In place of what the operator must bring stand a certificate that only this
Debian trusts, keys of a moment, a mail server that forgets, and the code as it stands here. Then the doctor must find
no fault, pages are asked for through nginx, the units are read by `systemd-analyze verify`, and a release is taken and
taken back.

As root on Debian. Where a Debian cannot be had or booted it says so and ends well: that says nothing of the site.
"""

import re
import shutil
import signal
import tempfile
from pathlib import Path

from debian import NAME, ROOT, Machine, UnavailableError, fetch, lay_debian, quietly, say

WORD = "A word of the next release"
# In the steps between backticks, and no command: names, places, values, what to do with another disk.
NO_COMMAND = re.compile(
    r"/etc/|/srv/|/var/|site$|current$|age1|[A-Za-z_]+=|s3://|\[Service\]|systemctl edit|su site -s /bin/sh$"
)
BY_THE_OPERATOR = re.compile(r"age-keygen ")  # on another computer
COMMANDS = re.compile(r"(?:apt|su|\[|\.venv/bin/python|cp|rm|sed|nginx|adduser|install|git|cd) ")
# What the reader of the document puts in place of what it says.
IN_PLACE_OF = {
    "ADDRESS-OF-THE-CODE": "/opt/origin",
    "NAME-OF-THE-SITE": NAME,
    "apt install": "apt-get install --yes -qq",
    "createsuperuser": "createsuperuser --noinput",
}
SINK = """
import socketserver
class Sink(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 sink\\r\\n")
        is_mail = False
        for line in self.rfile:
            word = line.strip().upper()
            if is_mail and word != b".":
                continue
            is_mail = word == b"DATA"
            self.wfile.write(b"354 go on\\r\\n" if is_mail else b"250 well\\r\\n")
socketserver.ThreadingTCPServer(("127.0.0.1", 2525), Sink).serve_forever()
"""
ASK = f"""
import http.client, ssl, sys
trusting = ssl._create_unverified_context()
connection = http.client.HTTPSConnection("{NAME}", context=trusting, timeout=60)
connection.request("GET", sys.argv[1])
answer = connection.getresponse()
print(answer.status)
print(answer.read().decode())
"""


def steps():
    """Of each step its number and its commands, as they stand in the document."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.split("## From an empty Debian server\n")[1].split("\nAfter a change of `.env`")[0]
    for number, step in re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", section, re.MULTILINE | re.DOTALL):
        pieces = re.findall(r"^```\n(.*?)^```|`([^`\n]+)`", step, re.MULTILINE | re.DOTALL)
        found = [block or inline for block, inline in pieces]
        unknown = [each for each in found if not is_known(each)]
        if unknown:
            raise SystemExit(f"Step {number}: neither a command nor known to be none: {unknown}")
        yield int(number), [each for each in found if not NO_COMMAND.match(each)], found


def is_known(piece):
    return NO_COMMAND.match(piece) or BY_THE_OPERATOR.match(piece) or COMMANDS.match(piece) or is_of_manage(piece)


def is_of_manage(piece):
    """A command of the site of which the document says only the name."""
    return re.fullmatch(r"[a-z]+(_[a-z]+)*", piece)


def bring(machine, tree):
    """What the operator must have: a certificate, a name that leads here, a repository of the code."""
    subject = ("-subj", f"/CN={NAME}", "-days", "90", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    pair = ("-keyout", tree / "etc/ssl/site.key", "-out", tree / "etc/ssl/site.pem")
    quietly("openssl", "req", "-x509", *subject, "-addext", f"subjectAltName=DNS:{NAME}", *pair)
    shutil.copy(tree / "etc/ssl/site.pem", tree / "usr/local/share/ca-certificates/site.crt")
    machine.run("update-ca-certificates")
    with (tree / "etc" / "hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 localhost {NAME}\n")
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, quietly(*listed, cwd=ROOT).split("\0")):
        copy = tree / "opt" / "origin" / name
        if (ROOT / name).is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy)


def commit(machine):
    who = "-c user.name=Sample -c user.email=sample@example.org"
    machine.run(f"git init -q -b main; git add -Af; git {who} commit -qm release", folder="/opt/origin")


def fill_in(machine, tree, block):
    """`.env`, by hand: what step 5 names, and the block that it gives."""
    random = "head -c 48 /dev/urandom | base64 -w0 | tr '+/' '-_'"
    given = dict(line.split("=", 1) for line in block.strip().splitlines())
    given |= {
        "SECRET_KEY": machine.run(random),
        "MESSAGE_KEYS": machine.run(random.replace("48", "32")),
        "SITE_URL": f"https://{NAME}",
        "ALLOWED_HOSTS": NAME,
        "EMAIL_URL": "smtp://127.0.0.1:2525",
        "DEFAULT_FROM_EMAIL": f"site@{NAME}",
        "BACKUP_RECIPIENTS": re.search(r"age1\w+", machine.run("age-keygen"))[0],
    }
    place = tree / "srv" / "site" / ".env"
    text = place.read_text()
    for name, value in given.items():
        text, times = re.subn(rf"^{name}=.*$", lambda _, it=f"{name}={value}": it, text, flags=re.MULTILINE)
        if times != 1:
            raise SystemExit(f"  .env.example does not name {name} once.")
    place.write_text(text)


def take(machine, command):
    """A command of the document, with what its reader puts in place of names."""
    if is_of_manage(command):
        command = f".venv/bin/python manage.py {command}"
    for name, value in IN_PLACE_OF.items():
        command = command.replace(name, value)
    if "manage.py" in command and "collectstatic" not in command:
        command = f"su site -s /bin/sh -c '{command}'"
    inside = Path("/proc") / machine.leader / "root"  # of its own tree
    current = inside / "srv/site/current"
    machine.run(command, folder="/srv/site/current" if current.is_symlink() else "/")


def look_at_doctor(machine):
    machine.run("systemctl start site-jobs.service")  # as its timer does every minute
    machine.run("su site -s /bin/sh -c '.venv/bin/python manage.py doctor --quiet'", "/srv/site/current")


def ask(machine, path):
    """The status of an answer that came through nginx, and the answer."""
    said = machine.run(f"/srv/site/current/.venv/bin/python -c '{ASK}' {path}")
    status, text = said.split("\n", 1)
    return int(status), text


def expect(machine, path, status, words=""):
    got, text = ask(machine, path)
    if got != status or words not in text:
        raise SystemExit(f"  {path} was answered with {got}, without “{words}”:\n{text[:2000]}")
    return text


def look(machine):
    """Whether it is a site in production."""
    for language in ("en", "ru", "tk"):
        home = expect(machine, f"/{language}/", 200, f'lang="{language}"')
        expect(machine, f"/{language}/search/", 200)
    expect(machine, "/en/info/", 200)
    expect(machine, "/admin/", 302)
    expect(machine, re.search(r"/static/css/site[\w.]+css", home)[0], 200)
    units = "/etc/systemd/system/site*.service /etc/systemd/system/site*.timer"
    said = machine.run(f"systemd-analyze verify --man=no --recursive-errors=no {units}")
    failed = machine.run("systemctl list-units --failed --plain --no-legend 'site*'")
    active = machine.run("systemctl is-active site site-worker nginx site-jobs.timer site-backup.timer", check=False)
    if said or failed or set(active.split()) != {"active"}:
        raise SystemExit(f"  The units are not as they should be:\n{said}{failed}{active}")


def take_release(machine, tree):
    """Another release, and back, by the document's command."""
    page = tree / "opt/origin/templates/pages/search.html"
    page.write_text(page.read_text().replace("<search>", f"<p>{WORD}</p><search>"))
    commit(machine)
    for words, is_new in (("main", True), ("--back", False)):
        say(f"deploy/upgrade {words}")
        said = machine.run(f"/srv/site/current/deploy/upgrade {words}")
        if (WORD in expect(machine, "/en/search/?q=sea", 200)) != is_new:
            raise SystemExit(f"  Readers do not see what they should:\n{said}")
    # One service all the time, whose process systemd knows.
    said = machine.run(
        "systemctl show -p NRestarts -p MainPID --value site; ls -l /proc/$(systemctl show -p MainPID --value site)/cwd"
    )
    if "\n0\n" not in f"\n{said}" or machine.run("readlink /srv/site/current").strip() not in said:
        raise SystemExit(f"  systemd does not look after the release that serves:\n{said}")


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    place = Path(tempfile.mkdtemp(prefix="fresh-debian-", dir="/var/tmp"))
    tree, machine = place / "tree", None
    tree.mkdir()
    try:
        followed = [*steps()]
        packages = re.search(r"apt install ([\w -]+)", "\n".join(followed[0][1]))[1].split()
        lay_debian(tree)
        fetch(tree, packages)
        machine = Machine(tree)
        bring(machine, tree)
        for number, commands, pieces in followed:
            say(f"Step {number}")
            if number == 2:
                commit(machine)
                machine.run(f"systemd-run --unit=sink /usr/bin/python3 -c '{SINK}'")
            for command in commands:
                if "manage.py doctor" in command:
                    look_at_doctor(machine)
                elif not BY_THE_OPERATOR.match(command):
                    take(machine, command)
            if number == 5:
                fill_in(machine, tree, next(each for each in pieces if "\nREDIS_URL" in each))
        look(machine)
        take_release(machine, tree)
        look(machine)
    except UnavailableError as why:
        say(f"Left out, since {why}.")
    finally:
        if machine:
            machine.end()
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
