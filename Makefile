# The whole interface of this repository.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
NODE_PEERS := $(foreach folder,tests/interop tests/browser,$(folder)/node_modules/.package-lock.json)

.PHONY: help install run check test tools load bulk start pages bench fuzz-canonicalisation screenshots \
	vectors contexts lock clean

help:            ## show this list
	@grep -E '^[a-z-]+: .*##|^[a-z-]+: *##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

install: .venv/installed   ## create .venv with everything at its locked version

.venv/installed: pyproject.toml requirements/dev.txt
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

run: install     ## start the service with a demonstration and print a link to sign in
	$(BIN)/insygnia serve --demo

check: install   ## style, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: tools $(NODE_PEERS)   ## every test; INSYGNIA_VECTORS names the official vectors
	PYTHONDONTWRITEBYTECODE= PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n auto

tools: install   ## install what the tests need: PostgreSQL, Node.js, Chromium
	sh tests/install-tools $(BIN)

%/node_modules/.package-lock.json: %/package-lock.json .venv/installed | tools
	cd $* && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent

pages: install   ## measure how long every page takes among 100 000 awards
	$(BIN)/python tests/load/page_times.py

bench: install   ## measure signing and verifying here
	$(BIN)/insygnia bench

fuzz-canonicalisation: install   ## compare 50 000 documents by plan with other readers
	PYTHONPATH=.:tests $(BIN)/python -m canonicalising.fuzz 50000

load: install    ## measure awards at a constant rate while others verify
	$(BIN)/python tests/load/award_rate.py

bulk: install    ## run a batch of 100 000 rows through the service, and kill its worker
	$(BIN)/python tests/load/bulk_run.py --kills 3

start: install   ## measure how long the service takes to start
	$(BIN)/python tests/load/start_time.py

screenshots: tools   ## make the pictures of all screens anew, in docs/images
	PYTHONPATH=.:tests $(BIN)/python -m browser.screenshots

vectors: install   ## compare the official vectors in DIR with their digests
	$(BIN)/python tests/official_vectors.py $(DIR)

contexts: install   ## compare the contexts with the registry packages they come from
	$(BIN)/python contexts/documents/collect.py

lock: install    ## resolve the requirements anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		-o requirements/runtime.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra dev -o requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--extra node -o requirements/node.txt pyproject.toml

clean:           ## remove what the other targets made
	rm -rf .venv var tests/interop/node_modules tests/browser/node_modules *.egg-info
