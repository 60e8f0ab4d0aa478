# Everything a person or a machine does with this product starts here; `make help` lists it.
# Needs Python 3.11 or newer, pip and make. Programs of the environment are run as `python -m …`, so that the folder may be moved.

.DEFAULT_GOAL := help
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: run test check words help lock clean

# Programs are compiled once, not at each of their starts, whatever the surroundings say.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq install --progress-bar off
CATALOGUES := $(wildcard coordination/*/translations/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)

run: $(VENV)/.run $(COMPILED) ## start the product: database, demonstration, web server and jobs (PORT=8000)
	@exec $(PY) -m flask --app wsgi serve --port $(PORT)

test: $(VENV)/.dev $(COMPILED) ## every test on SQLite and again on PostgreSQL, journeys in a real browser included
	@failed=""; \
	tests() { \
	  "$$@" $(PY) -m pytest -n $(WORKERS) && return; \
	  if [ -z "$${CI:-}" ]; then return 1; fi; \
	  echo "What failed is tried once more, alone; passing now, it hangs on chance and wants mending:"; \
	  "$$@" $(PY) -m pytest --last-failed --last-failed-no-failures none; \
	}; \
	echo "Tests on SQLite"; \
	tests env -u TEST_DATABASE_URL TEST_DATABASE=sqlite || failed=" SQLite"; \
	echo "Tests on PostgreSQL"; \
	tests env TEST_DATABASE=postgres || failed="$$failed PostgreSQL"; \
	if [ -n "$$failed" ]; then echo "Failed on:$$failed" >&2; exit 1; fi

check: $(VENV)/.dev $(COMPILED) ## style, formatting, types, import contracts, templates, English catalogues
	@failed=""; \
	look() { title="$$1"; shift; echo "$$title"; "$$@" || failed="$$failed, $$title"; }; \
	look "Style" $(PY) -m ruff check --quiet; \
	look "Formatting" $(PY) -m ruff format --check --quiet; \
	look "Types" $(PY) -m mypy; \
	look "Import contracts" $(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-logo; \
	look "Templates" $(PY) -m djlint --quiet --lint templates; \
	look "English catalogues" $(PY) -m flask --app wsgi words check; \
	if [ -n "$$failed" ]; then echo "Not in order: $${failed#, }" >&2; exit 1; fi

words: $(VENV)/.dev ## read all texts into the English catalogues, compile them, list what has no English
	@$(PY) -m flask --app wsgi words update
	@$(PY) -m flask --app wsgi words compile
	@$(PY) -m flask --app wsgi words check

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

lock: $(PY) ## choose the versions of all packages anew (.locks/), with the hash of every file
	@$(PIP) 'uv>=0.13'
	@for each in run dev; do \
	  case $$each in run) what="--extra postgres" ;; dev) what="--extra postgres --extra dev --constraint .locks/run.txt" ;; esac; \
	  $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$what pyproject.toml --output-file .locks/$$each.txt; \
	done

clean: ## remove the environment, caches and compiled catalogues; the data in instance/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find coordination tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(COMPILED)

# The environment. A stamp says that a lock is installed, so a second start does nothing here.

$(PY):
	@found=""; \
	for each in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found="$$each"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make run PYTHON=python3.12" >&2; exit 1; fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "This Python can't make an environment of its own. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; fi; \
	"$$found" -m venv --clear $(VENV)

$(VENV)/.run: .locks/run.txt | $(PY)
	@echo "Installing the product's packages (once, about a minute) …"
	@$(PIP) --require-hashes --requirement .locks/run.txt
	@touch $@

$(VENV)/.dev: .locks/dev.txt .locks/run.txt | $(PY)
	@echo "Installing the packages for tests and checks (once, about two minutes) …"
	@$(PIP) --require-hashes --requirement .locks/dev.txt
	@touch $(VENV)/.run $@

%.mo: %.po | $(VENV)/.run
	@$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@ 2>/dev/null
