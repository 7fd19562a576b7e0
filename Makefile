# Everything a user or a developer types. `make help` lists it.
PORT ?= 8000
# A distribution's own Python first: compiled with its profile, it is a sixth faster than one that was built by hand.
PYTHON ?= $(shell for modules in 'ensurepip, sys' sys; do \
	for name in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c "import $$modules; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo "$$name" && exit; done; done)
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check test-fast test-servers test-faults test-browser format bench clean python

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Serve the demo at 127.0.0.1:8000, or PORT=8001; Ctrl+C stops it
	@$(PYTHON) -m scripts.run

test: python ## Run everything: checks, SQLite, PostgreSQL with Redis, the browser
	@$(PYTHON) -m scripts.test

check: python ## Run the checks only: lint, types, imports, migrations, deployment, templates
	@$(PYTHON) -m scripts.test checks

test-fast: python ## Run the tests that need no server and no browser
	@$(PYTHON) -m scripts.test sqlite

test-servers: python ## Run the tests on PostgreSQL and Redis with a real worker
	@$(PYTHON) -m scripts.test servers

test-faults: python ## Kill workers, web, Redis and PostgreSQL in the middle of their work, and see what is left
	@$(PYTHON) -m scripts.test faults

test-browser: python ## Run the tests that drive a browser
	@$(PYTHON) -m scripts.test browser

format: python ## Put code and templates into their form
	@$(PYTHON) -m scripts.prepare --dev
	@.venv/bin/ruff check --fix --exit-zero --quiet .
	@.venv/bin/ruff format --quiet .
	-@.venv/bin/djade --target-version 5.2 $$(git ls-files '*templates/*.html')

bench: python ## Print the figures of speed and quality
	@$(PYTHON) -m scripts.prepare --dev
	@set -e; for file in $(sort $(wildcard bench/bench_*.py)); do .venv/bin/python "$$file"; done

clean: ## Remove what was installed and built; the data in var/ stays
	rm -rf .venv node_modules static/vendor .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

python:
	@test -n "$(PYTHON)" || { echo "Plenary needs Python 3.11 or newer: sudo apt-get install python3 python3-venv"; exit 1; }
