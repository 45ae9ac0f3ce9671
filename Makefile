# `make demo` renders the plans of data/plans/ to output/; `make test` passes the tests.
# Each sets up what it needs in .venv/ and is quick when that is done. Needs: make, Python 3.11+.

.DELETE_ON_ERROR:
.PHONY: demo test lint types templates messages schema fidelity clean

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
PROBE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,$(CANDIDATES),$(shell \
	$(name) -c '$(PROBE)' 2>/dev/null && echo $(name))))

VENV := .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

PLANS := $(wildcard data/plans/*.yaml)
PLAN_SCHEMA := data/schema/plan.schema.json
OVERLAY_SCHEMA := data/schema/overlay.schema.json
CATALOGUES := $(patsubst %.po,%.mo,$(shell find generator/messages -name '*.po'))
SHARED := ../shared

demo: $(VENV)/kehoach.stamp
	@mkdir -p output
	@for plan in $(PLANS); do \
		$(BIN)/kehoach render "$$plan" --output "output/$$(basename "$$plan" .yaml).docx" --force \
			|| exit 1; \
	done
	@echo "→ $(CURDIR)/output"

test: $(VENV)/dev.stamp
	@$(BIN)/python tests/system.py
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

templates: $(VENV)/kehoach.stamp
	$(BIN)/python templates/build.py

messages: $(CATALOGUES)

%.mo: %.po | $(VENV)/kehoach.stamp
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

schema: $(VENV)/kehoach.stamp
	@mkdir -p $(dir $(PLAN_SCHEMA))
	$(BIN)/kehoach schema --output $(PLAN_SCHEMA) --force
	$(BIN)/kehoach schema --overlay --output $(OVERLAY_SCHEMA) --force

# How much of each real plan's text its document carries, where the real plans are at hand.
ifneq ($(wildcard $(SHARED)/acceptance/fidelity.py),)
FIDELITY = $(BIN)/python $(SHARED)/acceptance/fidelity.py $(wildcard $(SHARED)/seeds/$(1)_*.txt)
fidelity: demo
	$(call FIDELITY,000) output/kim-bang-2023.docx --fold --min 0.90
	$(call FIDELITY,001) output/minh-tien-2022-2025.docx --min 0.985
	$(call FIDELITY,002) output/hai-hau-2022.docx --min 0.985
	$(call FIDELITY,003) output/quang-khai-2023.docx --min 0.985
	$(call FIDELITY,004) output/ha-tinh-2023.docx --min 0.985
else
fidelity:
	@echo "Not judged: the texts of the real plans are not in $(SHARED)."
endif

clean:
	rm -rf $(VENV) dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed" \
		"(Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/kehoach.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) hatchling
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/kehoach.stamp
	$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@
