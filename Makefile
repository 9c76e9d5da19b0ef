# Every target sets up what it needs; nothing but Python 3.11+ and a package index is assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Ten times as fast as pip, which stands in where only its own configuration knows the way to a package index.
UV_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --compile-bytecode
# The tests start many processes, which would each compile the project anew where the shell forbids to keep bytecode.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup browser run sample test test-slow test-fast test-duckdb2 check format bench accuracy picture lock clean

help:            ## list the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

setup: $(READY)  ## make .venv from the lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Skilltide needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	awk '/^uv==/ { on = 1 } on; on && !/\\$$/ { exit }' requirements.lock > $(VENV)/uv.lock
	$(PIP_INSTALL) --no-deps --require-hashes -r $(VENV)/uv.lock
	$(UV_INSTALL) --require-hashes -r requirements.lock || $(PIP_INSTALL) --no-deps --require-hashes -r requirements.lock
	$(PIP_INSTALL) --no-build-isolation --no-deps -e .
	@touch $(READY)

browser: setup   ## find or install the Chromium that the browser tests drive
	@$(BIN)/python tests/browser/install_chromium.py

run: setup       ## collect, normalise, publish and draw; without network, the sample archive
	@$(BIN)/skilltide run || { code=$$?; \
	  if [ $$code -eq 4 ]; then $(BIN)/skilltide sample; \
	  elif [ $$code -eq 3 ]; then echo "some boards were partial; see above"; \
	  else exit $$code; fi; }

sample: setup    ## replay the sample archive (invented employers and texts)
	@$(BIN)/skilltide sample

test: setup browser  ## the tests over all cores, those in a browser included, the slow ones left to test-slow
	$(PYTEST) -m "not slow"

test-slow: setup browser  ## what takes minutes: runs killed at any moment, expressions timed one by one, pictures
	$(PYTEST) -m slow

test-fast: setup     ## the tests without a browser
	$(PYTEST) -m "not browser and not slow"

test-duckdb2: setup  ## the warehouse tests on DuckDB 2, in an environment of their own
	$(PYTHON) -m venv --system-site-packages .venv-duckdb2
	.venv-duckdb2/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	.venv-duckdb2/bin/python -m pip install --quiet --disable-pip-version-check "duckdb>=2,<3"
	.venv-duckdb2/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	.venv-duckdb2/bin/python -m pytest tests/test_warehouse.py tests/test_publish.py tests/test_checks.py

check: setup     ## lint, format, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup    ## mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup     ## measure on this machine: import, crawl, site (BENCH=name for one)
	@$(BIN)/python -m tests.bench $(BENCH)

accuracy: setup  ## score the labelled postings; writes reports/accuracy.json and the README's table
	@$(BIN)/python -m tests.accuracy

picture: setup browser  ## draw the README's picture anew from the sample
	$(BIN)/python -m tests.browser.draw_picture

lock: setup      ## resolve the dependencies anew; versions and hashes, no addresses
	echo 'duckdb==1.5.5' | $(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --python-version 3.11 -c - -o requirements.lock --quiet --upgrade

clean:           ## remove the environments (never the data)
	rm -rf $(VENV) .venv-duckdb2 .mypy_cache .ruff_cache .pytest_cache
