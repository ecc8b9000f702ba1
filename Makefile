# The whole interface of this repository: install, run, check, test, vectors, contexts, bench, lock.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install run check test vectors contexts bench lock clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: install
	$(BIN)/insygnia demo
