# The two commands of a fresh machine: `make demo` and `make test`. Both do all set-up themselves.
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PYTHON ?= python3
UV     := $(shell command -v uv 2>/dev/null)

.PHONY: demo test lint types floors unit setup browser office accuracy fuzz lock clean torture

demo: setup
	$(BIN)/govcrawl demo

test: setup browser office lint types floors unit

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
ifdef UV
	test -d $(VENV) || uv venv --quiet $(VENV)
	uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	touch $(STAMP)

browser: setup
	sh scripts/install_browser.sh $(BIN)/python

office:
	sh scripts/install_office.sh

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

floors:
	$(BIN)/lint-imports

unit:
	$(BIN)/pytest -n 2 --dist loadgroup

accuracy: setup
	$(BIN)/python -m govcrawl.accuracy $(PAGES)

fuzz: setup
	$(BIN)/python -m benchmarks.fuzz

torture: setup
	$(BIN)/pytest -q -m torture tests

# Needs uv; writes what `setup` installs, for every platform and Python that the project supports, and the part that an image runs.
lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--extra report --extra ops --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-annotate \
		--extra report --extra ops --extra build -c requirements.lock pyproject.toml -o deploy/requirements.lock

clean:
	rm -rf $(VENV) .govcrawl build *.egg-info
