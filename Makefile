# `make help` lists what there is. Everything is installed into .venv, nothing outside it.
PYTHON ?= python3
CITY   ?= kota-tegal
YEAR   ?= 2022

VENV := .venv
BIN  := $(VENV)/bin
UV   := $(shell command -v uv 2>/dev/null)
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup reports check lab test lint bench lock clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Create .venv from the exact pins in requirements.lock

reports: $(READY) ## Check the data, run the notebooks, publish the pages (CITY=, YEAR=)
	@$(BIN)/smartcity run $(CITY) $(YEAR)

check: $(READY) ## Only check what the city handed in
	@$(BIN)/smartcity check $(CITY) $(YEAR)

lab: $(READY) ## Open JupyterLab on the notebooks
	@$(BIN)/smartcity lab

test: $(READY) lint ## Pass every test
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY) ## Ruff, formatting, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

BENCH := benchmarks/.venv

bench: $(BENCH)/.ready ## Compare with peer libraries, write benchmarks/RESULTS.md
	@$(BENCH)/bin/python -m benchmarks

$(BENCH)/.ready: benchmarks/requirements.lock
ifdef UV
	uv venv --quiet --allow-existing --python $(PYTHON) $(BENCH)
	uv pip sync --quiet --python $(BENCH)/bin/python --require-hashes --compile-bytecode $<
else
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
endif
	@touch $@

lock: ## Renew requirements.lock and benchmarks/requirements.lock (needs uv)
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
	  --generate-hashes --no-header --upgrade --quiet --output-file requirements.lock
	uv pip compile benchmarks/requirements.in --constraint requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-header --quiet \
	  --output-file benchmarks/requirements.lock

clean: ## Remove what can be made again
	rm -rf $(VENV) $(BENCH) reports/*/ reports/index.html data/processed/*/ .mypy_cache .ruff_cache .pytest_cache

TEMPLATE := $(wildcard smartcity_analysis/report/template/smartcity/*)

$(READY): requirements.lock pyproject.toml $(TEMPLATE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
ifdef UV
	uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endif
	@touch $@
