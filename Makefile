# `make run` builds, checks and serves the graph; `make test` runs every test. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test

.PHONY: run test browser docs benchmark clean

run: $(READY)
	$(BIN)/beleidsgraaf validate --summary
	$(BIN)/beleidsgraaf serve

test: $(READY_TEST) browser
	$(BIN)/python -m pytest

docs: $(READY)
	$(BIN)/beleidsgraaf export --format ontology --output docs/ontology.md
	$(BIN)/beleidsgraaf audit --format markdown --day 2026-11-22 --output docs/audit.md

benchmark: $(READY_TEST)
	$(BIN)/python benchmarks/run.py

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(READY_TEST): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]" build
	touch $@

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "Chromium ontbreekt: installeer het pakket chromium om de browsertests te draaien."; \
	fi

clean:
	rm -rf $(VENV) dist build
