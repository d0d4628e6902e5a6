"""Asks whether flaws are known in the packages of the lock files, and says so plainly when nobody could be asked."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")


def asked(name):
    """What is known of each package of a lock file; nothing if the net does not allow to ask."""
    audit = (sys.executable, "-m", "pip_audit", f"--requirement={ROOT}/requirements/{name}.txt", *COMMAND)
    done = subprocess.run(audit, capture_output=True, text=True, check=False)  # noqa: S603 - nothing in it comes from outside
    try:
        return json.loads(done.stdout)["dependencies"]
    except ValueError:
        return []


def main():
    """Ends with 1 if a flaw is known; that nobody could be asked is said and is no error."""
    flaws = 0
    for name in ("production", "dev"):
        packages = asked(name)
        known = [package for package in packages if "skip_reason" not in package]
        for package in known:
            for flaw in package["vulns"]:
                flaws += 1
                better = ", ".join(flaw["fix_versions"]) or "none yet"
                print(f"  {package['name']} {package['version']}: {flaw['id']}, mended in {better}")
        if not known:
            print(f"  requirements/{name}.txt: could not be checked, since no list of flaws answers from here.")
        elif len(known) < len(packages):
            print(f"  requirements/{name}.txt: of {len(packages)} packages only {len(known)} could be checked.")
        else:
            print(f"  requirements/{name}.txt: {len(known)} packages were checked.")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
