# Two commands do all the set-up: make serve, make test.
PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
BIN := .venv/bin

.PHONY: help serve build test coverage check lint-own screenshots session bench clean

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

serve: .venv/runtime  ## build the site of incidents/ and serve it (ADDRESS=127.0.0.1:8000)
	$(BIN)/opslog serve --address $(ADDRESS)

build: .venv/runtime  ## build the site into site/
	$(BIN)/opslog build --strict

test: .venv/dev chromium  ## run all tests
	$(BIN)/python -m pytest -n auto

# Counting lines takes every process half as long again: not in CI.
coverage: .venv/dev chromium  ## run all tests, and say which lines they never reach
	$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

check: .venv/dev chromium  ## everything CI runs
	bash .ci/checks

screenshots: .venv/dev chromium  ## pictures of every kind of page, into screenshots/ (ARGS=--readme: those of the README)
	$(BIN)/python tests/screenshots.py $(ARGS)

session: .venv/dev  ## what the commands in docs/process/session.md print now, into that page
	$(BIN)/python tests/session.py --write

bench: .venv/dev  ## side-by-side timings
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv site dist

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

.venv/runtime: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/dev: .venv/runtime pyproject.toml
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# The browser tests drive Debian's chromium. Where it is missing and cannot be installed they skip, and say so.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || command -v apt-get >/dev/null && \
	  { command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; }; } || \
	  echo "chromium is not here and could not be installed: the browser tests will skip"
