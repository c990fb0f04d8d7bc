# Targets: setup demo test lint bench accuracy calibrate durability soak lock clean
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
DOCS ?= examples/documents
DEMO ?= demo
SHARED ?= ../shared
MOST ?= 30000

.PHONY: help setup setup-dev system demo test lint bench accuracy calibrate durability soak lock clean

help:
	@echo "make setup   build $(VENV) with everything that Parley needs ($(BIN)/parley)"
	@echo "make demo    set up, then read, code and report the bundled documents into $(DEMO)/ (DOCS=PATH for others)"
	@echo "make test    set up with the development tools, then run every check and test"
	@echo "make lint    the checks alone"
	@echo "make bench   speed by language, one long document, many documents (MOST=N at the most), analysis, into docs/performance.md (DOCS=PATH: the speed of others, printed alone)"
	@echo "make accuracy  how often the coder is right, into docs/accuracy.md (SHARED=DIR with the annotated documents)"
	@echo "make calibrate fit confidence on the documents that the rules were not written on"
	@echo "make durability  backtest forecasts of how long talks last; chooses their default models, into docs/methods.md"
	@echo "make soak    the long versions of the tests"
	@echo "make lock    work out the exact versions anew (needs uv)"
	@echo "make clean   remove $(VENV), $(DEMO)/ and caches"

# The first of these that is 3.11 or later; PYTHON=… chooses another.
$(VENV)/.created:
	@for python in $${PYTHON:-python3 python3.13 python3.12 python3.11}; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	  echo "Parley needs Python 3.11 or later, and none was found. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; \
	  echo "Where it has another name: make setup PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$found cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	"$$found" -m venv $(VENV)
	@touch $@

$(VENV)/.setup: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Installing what Parley needs into $(VENV) …"
	@$(PIP) install -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.setup-dev: $(VENV)/.setup requirements-dev.lock
	@echo "Installing the development tools …"
	@$(PIP) install -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.setup
	@echo "Ready: $(BIN)/parley --help"

setup-dev: $(VENV)/.setup-dev

# A browser and Chinese fonts, for the tests that look at the report as a reader sees it.
system:
	@./tests/system-needs.sh

demo: setup
	@$(BIN)/parley run $(DOCS) --desk $(DEMO)
	@echo "The report: $(DEMO)/report.html"

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint system
	$(BIN)/pytest -n 2

bench: setup
ifeq ($(origin DOCS),command line)
	@$(BIN)/python bench/speed.py $(DOCS)
else
	@$(BIN)/python bench/speed.py --shared $(SHARED) --write
	@$(BIN)/python bench/size.py --write
	@$(BIN)/python bench/scale.py --most $(MOST) --write
	@$(BIN)/python bench/search.py --write
	@$(BIN)/python bench/merge.py --most $(MOST) --write
	@$(BIN)/python bench/adding.py --most $(MOST) --write
	@$(BIN)/python bench/board.py --write
	@$(BIN)/python bench/analysis.py --write
	@$(BIN)/python bench/review.py --write
endif

calibrate: setup
	@$(BIN)/python bench/calibration.py --write

durability: setup-dev
	@$(BIN)/python bench/durability.py --write

accuracy: setup
	@$(BIN)/python bench/accuracy.py $(SHARED) --write
	@$(BIN)/python bench/readers.py --write
	@$(BIN)/python bench/claims.py $(SHARED) --write

soak: setup-dev
	$(BIN)/pytest -m soak
	$(BIN)/pytest --hypothesis-profile soak

lock:
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header \
	  pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header \
	  pyproject.toml requirements-build.in --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEMO) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
