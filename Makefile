# Every command of this project. Nothing is installed outside this folder, but for what tests take
# from Debian's packages where we are root.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
TOOLS := .tools
BIN := .venv/bin
UV_VERSION := 0.13.9
export UV_PYTHON_DOWNLOADS := never
# Someone else's activated environment must not become ours.
unexport VIRTUAL_ENV
# Nor must every process compile all libraries anew, where somebody's environment says so.
unexport PYTHONDONTWRITEBYTECODE
# Processes that share the tests, each a whole file or folder at a time: one more than the two
# processors that tests are measured on, since a third of the time they wait.
TESTERS ?= 3

# uv and npm of the machine where it has them; otherwise uv into $(TOOLS), and Node by our lock.
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo $(TOOLS)/bin/uv)
NPM := $(shell npm --version >/dev/null 2>&1 && command -v npm || echo $(BIN)/npm)
NODE_GROUP := $(if $(filter $(BIN)/npm,$(NPM)),--group node)

ASSETS := api/static/vendor/uswds/LICENSE.md
INSTALLED := .venv/.installed
NODE_INSTALLED := node_modules/.package-lock.json

.PHONY: help up install test check format lint types imports tests tools demo bench storm clean requirements requirements-page traced migration

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 28

up: install ## Install what is missing and run the whole system; Ctrl-C stops it
	@exec $(BIN)/telecommute up

install: $(INSTALLED) $(ASSETS) ## Install everything from the locks, into this folder

test: install tools tests ## Install what is missing and run all tests

check: install tools format lint types imports traced tests ## Format, lint, types, imports, tests: what CI runs

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check .

types:
	@$(BIN)/mypy .

imports:
	@$(BIN)/lint-imports

tests:
	@$(BIN)/pytest tests -m "not storm" --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

tools:
	@./deploy/test-tools

demo: install ## Take two arrangements from proposal to their end, with the clock skipped
	@exec $(BIN)/telecommute demo

bench: install ## Measure us against a bare workflow on the same engine
	@./deploy/test-tools wrk
	@exec $(BIN)/python -m bench

requirements: install tools ## Run the tests of every requirement and print which of them pass
	@exec $(BIN)/python -m tests.tracing

requirements-page: install ## Write docs/requirements.md from the marks in the tests
	@$(BIN)/python -m tests.tracing --page

migration: install ## Write the next migration from what the tables declare: MESSAGE="why"
	@$(BIN)/python -m records.migrating "$(MESSAGE)"

traced:
	@$(BIN)/python -m tests.tracing --check

storm: install tools ## The long fault tests: kills and outages, many times over
	@exec $(BIN)/pytest tests -m storm --numprocesses $(TESTERS) --dist worksteal

clean: ## Remove what was installed and made; var/ stays
	@rm -rf .venv node_modules $(TOOLS) api/static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(TOOLS)/bin/uv:
	@echo "Installing uv $(UV_VERSION) into $(TOOLS)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target $(TOOLS) uv==$(UV_VERSION)

$(INSTALLED): pyproject.toml uv.lock $(filter $(TOOLS)/bin/uv,$(UV))
	@$(UV) sync --locked --quiet $(NODE_GROUP)
	@touch $@

$(NODE_INSTALLED): package.json package-lock.json $(INSTALLED)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): $(NODE_INSTALLED) embedded/assets.py
	@$(BIN)/python -m embedded.assets
	@touch $@
