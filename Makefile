# Everything the project does, from a machine with Python 3.11+ and make. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-sdk demo demo-rekap check test lint conformance hunt attack bench build vba-grammar panduan rilis uji-windows lock clean

VENV := .venv
BIN := $(VENV)/bin
# Every test that starts Python would compile the program again.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: $(VENV)/run.stamp ## make .venv with what the program needs, from the lock

setup-test: $(VENV)/dev.stamp ## add what the tests need, from the lock

$(VENV)/run.stamp: locks/build.txt locks/run.txt pyproject.toml scripts/make_venv.sh
	@scripts/make_venv.sh $(VENV) locks/run.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp locks/dev.txt
	@scripts/make_venv.sh $(VENV) locks/dev.txt
	@touch $@

setup-sdk: .sdk/sdk.stamp ## lay Microsoft's Open XML SDK beside the environment, from the lock

.sdk/sdk.stamp: locks/sdk.txt | $(VENV)/dev.stamp
	@rm -rf .sdk
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --target .sdk -r locks/sdk.txt 2> >(grep -v '^WARNING: Location' >&2)
	@touch $@

demo: setup ## the main job on the real report: build, fill, compute, compare with what the report prints
	@$(BIN)/python -m scripts.demo

demo-rekap: setup ## a hundred made-up offices' workbooks, three broken files, one recap, and which planted mistakes it found
	@$(BIN)/python -m scripts.demo_rekap

check: lint ## lint and the quick tests, while you work: without LibreOffice, other processes and whole workbooks
	@$(PYTEST) -q -m "not office and not process and not slow"

test: setup-test setup-sdk lint ## all tests, with LibreOffice as second engine (installed by apt where missing)
	@scripts/need_libreoffice.sh
	@$(PYTEST)

lint: setup-test ## ruff, mypy, and the walls between the rooms
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

conformance: setup-test ## every conformance vector and 10,000 random calls in all four engines, as tables
	@scripts/need_libreoffice.sh
	@$(BIN)/python -m tests.conformance

hunt: setup-test ## every mutant through the checks; all cases of tests that otherwise take a sample; thousands of workbooks changed at random through the closed sync; SEED=... brings a run back
	@$(BIN)/python -m tests.checks.hunt
	@LKJIP_SEMUA_UJI=1 $(PYTEST) tests/checks tests/mail tests/naskah tests/recap tests/second_opinions tests/sources tests/sync tests/template
	@$(BIN)/python -m tests.sync.hunt $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT))

attack: setup-test ## changed workbooks and CSV folders and hostile files through every command, as a table; SEED=... COUNT=... bring a run back
	@$(BIN)/python -m tests.attack.hunt $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT))

bench: setup-test ## speed as ratios measured in one run, written to docs/benchmark.md
	@scripts/need_libreoffice.sh
	@$(BIN)/python -m tests.bench

vba-grammar: setup-test ## hold the macros to Microsoft's grammar of VBA and remember what it accepts, after macros have changed
	@$(BIN)/python -m tests.second_opinions.vba_grammar

build: setup ## build the committed workbooks and the generated page of the guide again
	@$(BIN)/python -m scripts.books
	@$(BIN)/python -m scripts.pemeriksaan

panduan: setup-test ## the guide for staff in keluaran/panduan/: pages and a PDF, with pictures of the example workbook
	@scripts/need_libreoffice.sh
	@$(BIN)/python -m scripts.panduan

rilis: setup-test panduan ## the folder for Windows offices, dist/LKjIP-<version>, and its zip; tells where each of its files comes from
	@scripts/need_program.sh osslsigncode osslsigncode
	@$(BIN)/python -m scripts.rilis

uji-windows: rilis ## the release on a throw-away Windows PC under Wine (installed by apt where missing), as a table of what passed; some minutes
	@scripts/need_program.sh wine wine wine64
	@$(BIN)/python -m tests.windows

lock: setup-test ## resolve the dependencies again and write locks/
	@$(BIN)/python scripts/lock.py

clean: ## remove what the targets made, except the committed workbooks
	@rm -rf $(VENV) .sdk keluaran dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
