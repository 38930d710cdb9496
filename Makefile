# All that one does with a checkout. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV ?= $(firstword $(wildcard $(BIN)/uv) uv)
PORT ?= 8000
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check format format-check lint types migrations-check screenshots messages requirements clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.setup ## Make .venv with everything that Wellread needs to run

setup-dev: $(VENV)/.setup-dev ## The same, and what tests and checks need

demo: $(VENV)/.setup ## Load the sample library and open it on this machine (PORT=8000)
	@$(BIN)/wellread demo --port $(PORT)

test: $(VENV)/.setup-dev ## Run all tests in parallel, with coverage
	$(BIN)/pytest -m "not browser" --numprocesses auto --cov --cov-report term
	@# In a process of their own: the live server needs a database that no other test has emptied.
	$(BIN)/pytest -m browser

check: format-check lint types migrations-check test ## Everything that must pass before a commit; CI runs the same

format: $(VENV)/.setup-dev ## Put code into its one shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

format-check: $(VENV)/.setup-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/.setup-dev ## Look for mistakes, and hold who may import whom
	$(BIN)/ruff check .
	$(BIN)/djlint --lint --quiet wellread
	$(BIN)/lint-imports

types: $(VENV)/.setup-dev ## Check the types
	$(BIN)/mypy

migrations-check: $(VENV)/.setup-dev
	$(BIN)/python -m django makemigrations --check --dry-run --settings wellread.settings.test

screenshots: $(VENV)/.setup-dev ## Take pictures of every page, for docs/screenshots (needs chromium)
	$(BIN)/python -m tests.browser.screenshots

messages: $(VENV)/.setup-dev ## Collect the interface's words for translation, and compile the translations (needs gettext)
	@# What readers, editors and reviewers see; programs and operators are told in English.
	cd wellread && ../$(BIN)/python -m django makemessages --locale es --no-location --no-wrap --no-obsolete \
		$(addprefix --ignore ,api cli engine indexing settings) \
		--settings wellread.settings.test
	@# Hints at what a sentence was before confuse the next run.
	sed -i '/^#|/d' wellread/website/locale/es/LC_MESSAGES/django.po
	cd wellread && ../$(BIN)/python -m django compilemessages --settings wellread.settings.test

requirements: ## Choose the newest versions again, with hashes (needs uv)
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(COMPILE) --upgrade --output-file requirements.txt pyproject.toml -
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(COMPILE) --upgrade --output-file requirements-dev.txt \
		--constraints requirements.txt --group dev pyproject.toml -

clean: ## Remove .venv and caches; the library in var stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: what is installed already is not installed again.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Wellread needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.setup: requirements.txt pyproject.toml $(VENV)/.made
	@echo "Installing into $(VENV); the first time takes a minute or two."
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.setup-dev: requirements-dev.txt $(VENV)/.setup
	@echo "Installing what tests and checks need."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@
