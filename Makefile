# Two commands matter: `make run` and `make test`. Everything they need is set up in .venv.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# The command `chihoi`, pointing at this folder; nothing is downloaded for it.
INSTALL_SELF := $(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .

.PHONY: run test setup lock check lint types tests format bench faults pictures screenshots curriculum clean

run: $(VENV)/.run-ready
	@$(PY) -m bot run

test: setup lint types check tests

setup: $(VENV)/.test-ready

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chị Hội needs Python 3.11 or newer (set PYTHON=...)" or 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.lock pyproject.toml | $(PY)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(INSTALL_SELF)
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml | $(PY)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(INSTALL_SELF)
	@touch $@ $(VENV)/.run-ready

lint: setup
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: setup
	$(PY) -m mypy

check: $(VENV)/.run-ready
	$(PY) -m bot check

tests: setup
	$(PY) -m pytest --numprocesses auto

format: setup
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: setup
	$(PY) -m tests.bench

faults: setup
	FAULT_KILLS=$${FAULT_KILLS:-40} FAULT_PEOPLE=$${FAULT_PEOPLE:-10000} FAULT_SENDING_KILLS=$${FAULT_SENDING_KILLS:-20} $(PY) -m pytest -m faults

pictures: setup
	$(PY) -m bot.pictures

screenshots: setup
	$(PY) -m tests.screenshots
	$(PY) -m tests.tour

curriculum: setup
	$(PY) -m bot curriculum docs/curriculum.md

# The lock files name versions and hashes only, never where they came from.
lock: setup
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml -o requirements.lock
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
