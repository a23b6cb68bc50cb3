# The whole interface of the project. `make help` lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

# The first Python that is new enough and can make virtual environments. Override with make PYTHON=…
FITS := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if $$python -c '$(FITS)' >/dev/null 2>&1; then echo $$python; break; fi; done)

VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)
SETUP := $(VENV)/.stamp $(VENV)/.stamp-assets $(COMPILED)
PYTEST := $(BIN)/python -m pytest -q
WORKERS ?= 2
COMPILE := PIP_FIND_LINKS= CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile --quiet \
	--generate-hashes --allow-unsafe --strip-extras --no-emit-options \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help setup demo test test-fast check fix bench docs pictures messages requirements clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: $(SETUP) ## Virtual environment, browser assets and compiled translations

demo: $(SETUP) ## Database, made-up people and a server on http://127.0.0.1:8000
	$(BIN)/traedesten demo

test: $(SETUP) ## Every test, the browser ones too
	$(PYTEST) -n $(WORKERS) --dist worksteal

test-fast: $(SETUP) ## Pure rooms and house rules: for every save
	$(PYTEST) tests/domain tests/planning tests/house

check: $(SETUP) ## Style, boundaries, migrations, translations, generated pages
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/traedesten check
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/generate_docs.py --check

fix: $(SETUP) ## Let the tools repair what they can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python tools/generate_docs.py

bench: $(SETUP) ## Side-by-side measurements
	$(PYTEST) -m bench -p no:randomly --capture=no -o faulthandler_timeout=0 bench

docs: $(SETUP) ## Write docs/generated/ anew
	$(BIN)/python tools/generate_docs.py

pictures: $(SETUP) ## Take the pictures in docs/pictures/ anew, from the demo running beside
	$(BIN)/python tools/pictures.py

messages: $(SETUP) ## Collect strings for translation, then compile the catalogues
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

requirements: $(VENV)/.stamp ## Pin the dependencies anew (run with Python 3.11: later ones need fewer packages)
	$(COMPILE) --output-file requirements/base.txt pyproject.toml
	$(COMPILE) --extra dev --extra node --constraint requirements/base.txt \
		--output-file requirements/dev.txt pyproject.toml

clean: ## Remove what was built; the demo's data in var/ stays
	rm -rf $(VENV) node_modules var/assets var/static *.egg-info .pytest_cache .ruff_cache .import_linter_cache
	rm -f $(COMPILED)
	find traedesten tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.stamp: requirements/dev.txt pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11, 3.12 or 3.13 with its venv module is needed (on Debian: apt install python3-venv)." >&2; \
		exit 1; \
	fi
	@$(BIN)/python -c '$(FITS)' >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.stamp-assets: package.json package-lock.json traedesten/ui/icons.txt tools/assets.py $(VENV)/.stamp
	$(BIN)/python tools/assets.py
	@touch $@

%.mo: %.po tools/messages.py $(VENV)/.stamp
	$(BIN)/python tools/messages.py compile
