"""A Debian that is laid out anew and booted under its own systemd, in a network that leads nowhere."""

import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "debian"
NAME = "fresh.test"
LONGEST_BOOT = 90  # seconds
# What systemd and a person's shell bring along on every server, and debootstrap's smallest choice leaves out.
OF_EVERY_SERVER = "systemd,systemd-sysv,dbus,ca-certificates"
FETCH = """
cat > /tmp/lock.txt
DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends python3-venv
python3 -m venv /tmp/venv
/tmp/venv/bin/pip download --quiet --require-hashes --only-binary=:all: -r /tmp/lock.txt -d /opt/wheels
"""
AROUND = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "/opt/wheels",
    "DJANGO_SUPERUSER_USERNAME": "first",
    "DJANGO_SUPERUSER_EMAIL": f"first@{NAME}",
    "DJANGO_SUPERUSER_PASSWORD": "a long word of this trial",
}


class UnavailableError(Exception):
    """What this machine cannot do."""


def say(text):
    print(f"  {text}", flush=True)


def quietly(*command, **more):
    """A command of preparation: that it fails says nothing of the site."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise UnavailableError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-400:]}")
    return done.stdout


def lay_debian(tree):
    """The smallest Debian that boots, of the release and from the mirror of this machine."""
    for program in ("debootstrap", "systemd-nspawn", "nsenter"):
        if not shutil.which(program):
            raise UnavailableError(f"{program} is not here (Debian packages debootstrap, systemd-container)")
    suite = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)[1]
    sources, mirrors = [], []
    for source in (*Path("/etc/apt").glob("sources.list"), *Path("/etc/apt/sources.list.d").glob("*")):
        found = re.findall(r"^(?:URIs:|deb) .*?(https?://\S+/debian/?)(?:\s|$)", source.read_text(), re.MULTILINE)
        if found:  # others have packages of their own there, which are not Debian's
            sources.append(source)
            mirrors += found
    if not mirrors:
        raise UnavailableError("no mirror of Debian is named in /etc/apt")
    kept = CACHE / f"{suite}-{time.strftime('%G-%V')}.tar"
    if not kept.exists():
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir(parents=True)
        say("Laying out a Debian …")
        quietly("debootstrap", "--variant=minbase", f"--include={OF_EVERY_SERVER}", suite, tree, mirrors[0])
        quietly("tar", "-C", tree, "--numeric-owner", "-cf", f"{kept}.part", ".")
        Path(f"{kept}.part").rename(kept)
    else:
        quietly("tar", "-C", tree, "--numeric-owner", "-xpf", kept)
    (tree / "etc/dpkg/dpkg.cfg.d/hasty").write_text("force-unsafe-io\n")  # nothing of it is kept
    (tree / "etc" / "apt" / "sources.list").unlink(missing_ok=True)
    for source in sources:
        place = tree / source.relative_to("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)


def fetch(tree, packages):
    """What the steps install, while there is a network."""
    say("Fetching what the steps install …")
    certificates, own = Path("/etc/ssl/certs/ca-certificates.crt"), Path("/etc/apt/apt.conf.d")
    if certificates.exists():
        shutil.copy(certificates, tree / certificates.relative_to("/"))
    for file in own.glob("99*"):  # how this machine reaches its mirror
        shutil.copy(file, tree / file.relative_to("/"))
    inside = ("systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--as-pid2", "--pipe", "-D", tree)
    quietly(*inside, "apt-get", "update", "-qq")
    quietly(*inside, "apt-get", "install", "-qq", "--download-only", "--yes", *packages)
    # By the Python of this Debian, since the lock names other packages for another; nothing of it stays but the wheels.
    wheels = CACHE / "wheels"
    wheels.mkdir(exist_ok=True)
    (tree / "opt" / "wheels").mkdir()
    lock = (ROOT / "requirements" / "production.txt").read_text()
    of_pip = [f"--setenv={each}={os.environ[each]}" for each in os.environ if re.match(r"PIP_(?!FIND_LINKS)", each)]
    quietly(*inside, "--volatile=overlay", f"--bind={wheels}:/opt/wheels", *of_pip, "sh", "-ec", FETCH, input=lock)
    shutil.copytree(wheels, tree / "opt" / "wheels", dirs_exist_ok=True)


class Machine:
    """The Debian, booted; `run` as its root."""

    def __init__(self, tree):
        words = ("--register=no", "--keep-unit", "--private-network", "--kill-signal=SIGRTMIN+3", "--boot", "-D", tree)
        self.log = (tree.parent / "boot.log").open("w")
        command = ["systemd-nspawn", "--quiet", *map(str, words)]
        where = {"stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log}
        self.process = subprocess.Popen(command, start_new_session=True, **where)
        until = time.monotonic() + LONGEST_BOOT
        while time.monotonic() < until and self.process.poll() is None:
            self.leader = self._leader()
            if self.leader and self.run("systemctl is-system-running", check=False).strip() in ("running", "degraded"):
                return
            time.sleep(0.5)
        self.end()
        raise UnavailableError(f"systemd does not boot: {Path(self.log.name).read_text(errors='replace')[-400:]}")

    def _leader(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        with suppress(OSError):
            for each in children.read_text().split():
                if Path(f"/proc/{each}/comm").read_text() == "systemd\n":
                    return each
        return ""

    def run(self, command, folder="/", check=True):
        """What the command says."""
        around = [f"{name}={value}" for name, value in AROUND.items()]
        spaces = ("--mount", "--uts", "--ipc", "--net", "--pid", "--root")
        enter = ["nsenter", "--target", self.leader, *spaces, f"--wdns={folder}", "env", "-i", *around]
        done = subprocess.run([*enter, "sh", "-e", "-c", command], capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise SystemExit(f"  This command failed:\n{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout + done.stderr

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
