# The two commands: `make run` (the site on this machine) and `make test` (everything that CI checks).
SHELL := /bin/sh
.SHELLFLAGS := -eu -c
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT

# The newest Python from 3.11 on that is here; empty if there is none.
PYTHON := $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: run test lint format lock update check-packages sbom newest messages bench bench-backup bench-load sheet sample guide-pictures editor-tasks fresh-debian clean

run: $(VENV)/run.done .env
	@$(BIN)/python manage.py start

test: $(VENV)/dev.done
	@sh .ci/test

lint: $(VENV)/dev.done
	@sh .ci/lint

format: $(VENV)/dev.done
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2

bench: $(VENV)/dev.done .env
	@tools=$$(sh .ci/tools nginx); eval "$$tools"; export NGINX; $(BIN)/python -m tests.benchmarks.measure_delivery
	@$(BIN)/python -m tests.benchmarks.measure_publish
	@$(BIN)/python -m tests.benchmarks.measure_pages
	@$(BIN)/python -m tests.benchmarks.measure_portfolio
	@$(BIN)/python -m tests.benchmarks.measure_lists
	@$(BIN)/python -m tests.benchmarks.measure_search
	@$(BIN)/python -m tests.benchmarks.measure_readability
	@tools=$$(sh .ci/tools browser); eval "$$tools"; export CHROMIUM; $(BIN)/python -m tests.benchmarks.measure_paint

# Backup and restore of 10,000 pages and 2,000 pictures (takes several minutes; DATABASE_URL may name a PostgreSQL server).
bench-backup: $(VENV)/dev.done .env
	@$(BIN)/python -m tests.benchmarks.measure_backup

# Ten minutes of readers and an editor at once.
bench-load: $(VENV)/dev.done .env
	@tools=$$(sh .ci/tools nginx); eval "$$tools"; export NGINX; $(BIN)/python -m tests.benchmarks.measure_load

# Sample items for trying the site out, each marked as one. `make sample REMOVE=1` takes them away.
sample: $(VENV)/run.done .env
	@$(BIN)/python manage.py load_samples $(if $(REMOVE),--remove)

# ONLY=home takes one kind of page, as tests/browser/pages_of_site.py names it.
sheet: $(VENV)/dev.done
	@tools=$$(sh .ci/tools browser); eval "$$tools"; export CHROMIUM; $(BIN)/python -m tests.browser.contact_sheet --only "$(ONLY)"

# The pictures of the guide for editors, in static/guide, from the running site.
guide-pictures: $(VENV)/dev.done
	@tools=$$(sh .ci/tools browser); eval "$$tools"; export CHROMIUM; $(BIN)/python -m tests.browser.guide_pictures

# The tasks of editors, walked in a browser by each role: writes docs/editors/tasks.md.
editor-tasks: $(VENV)/dev.done
	@tools=$$(sh .ci/tools browser); eval "$$tools"; export CHROMIUM; $(BIN)/python -m tests.browser.editor_tasks

# An empty Debian becomes a site by the commands of docs/operations.md: as root on Debian, some minutes.
fresh-debian: $(VENV)/dev.done
	@sh .ci/tools debian; $(BIN)/python .ci/fresh_debian.py

# Needs GNU gettext. New strings are left empty in iom_site/locale/*/LC_MESSAGES/django.po, and a test says which.
messages: $(VENV)/dev.done .env
	@$(BIN)/python manage.py makemessages --locale ru --locale tk --add-location file --no-obsolete --no-wrap --ignore .venv --ignore tests --ignore docs
	@$(BIN)/python manage.py compilemessages --locale ru --locale tk --ignore .venv

# Hash-locked and without the address of any registry; made with the newest versions that pyproject.toml allows.
lock: $(VENV)/dev.done
	@for set in "dev:--extra production --group dev --upgrade" "production:--extra production -c requirements/dev.txt" "run:-c requirements/dev.txt"; do \
		$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header $${set#*:} -o requirements/$${set%%:*}.txt; done

# All packages as new as pyproject.toml allows, installed, and asked after. Then `make test`.
update: lock
	@$(MAKE) --no-print-directory $(VENV)/dev.done check-packages

# Are flaws known in what is locked? (Packages of Debian and npm are not asked after.)
check-packages: $(VENV)/dev.done
	@$(BIN)/python .ci/check_packages.py

# What the site is made of, as CycloneDX: names, versions and hashes, without the address of any registry.
sbom: $(VENV)/dev.done
	@mkdir -p .cache
	@$(BIN)/cyclonedx-py requirements requirements/production.txt --pyproject pyproject.toml --output-reproducible \
		-i "" -o .cache/sbom.json 2>/dev/null
	@echo "  .cache/sbom.json"

# A part of the suite with the newest Django and Wagtail: says what the next move costs.
newest: $(VENV)/dev.done
	@sh .ci/newest $(TESTS)

clean:
	rm -rf $(VENV) .cache static-built

.env:
	@umask 077; printf 'LOCAL=on\nSECRET_KEY=%s\n' "$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(48))')" > .env

$(VENV)/python.done:
	@if [ -z "$(PYTHON)" ]; then echo "  This needs Python 3.11 to 3.14 with its venv module, and none was found. Install it and run the command again." >&2; exit 2; fi
	@echo "• Making a virtual environment with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/%.done: requirements/%.txt | $(VENV)/python.done
	@echo "• Installing the $* packages (this takes up to a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< || { \
		echo "  The packages could not be installed: is this machine connected to the network? Run the command again." >&2; exit 2; }
	@touch $@
