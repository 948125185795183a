# Every command of the project. `make serve` and `make test` do all the set-up they need.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export PORT ?= 8000
export PYTHONUTF8 := 1

.PHONY: help init new serve test audit check rules site publish take-back report bench bench-search lock clean

help: ## Show these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

init: .venv/runtime ## Make this copy an authority's own: asks for its name, offices, place; puts the sample away
	@$(BIN)/python -m plugins.documents.init content

new: .venv/runtime ## Write a new file into content/: asks for its kind and keys
	@$(BIN)/python -m plugins.documents.new content

serve: .venv/runtime ## Build and serve everything on this machine, with sample content (PORT=8000)
	$(BIN)/python -m inbox

test: .venv/everything ## Run all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder tests

audit: .venv/everything ## Compare builds after random edits with clean ones, look at every kind of page (an hour); writes tests/audit/results*.md
	PYTHONPATH=tests $(BIN)/python -m audit

check: .venv/everything ## Lint, types, and every fault in content/
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m plugins.documents.check content

rules: .venv/runtime ## Print every rule of the registers with its source, for a jurist to sign off
	@$(BIN)/python -m plugins.documents.rules content

site: .venv/runtime ## Build content/ for the public into output/; fails when a file has faults, publishes the rest
	$(BIN)/python -m plugins content -s publishconf.py

publish: check site ## Check everything, build for the public, then write into the ledger what was published
	$(BIN)/python -m plugins.documents.record content

take-back: .venv/runtime ## Take a published text back: MA=… LY_DO="…"
	@$(BIN)/python -m plugins.documents.take_back content "$$MA" --reason "$$LY_DO"

report: .venv/runtime ## Write the annual report on grassroots democracy: NAM=2026, into var/bao-cao
	@$(BIN)/flask --app inbox report "$(NAM)" "var/bao-cao/$(NAM)"

bench: .venv/bench ## Measure building the site beside Hugo and stock Pelican (SIZES="1000 10000" ONLY="ours hugo")
	PYTHONPATH=tests $(BIN)/python -m bench $(SIZES) $(if $(ONLY),--only $(ONLY))
	$(if $(ONLY),,PYTHONPATH=tests $(BIN)/python -m bench.search $(SIZES))

bench-search: .venv/bench ## Measure searching beside SQLite FTS5, PostgreSQL, stock Whoosh, tantivy, with judged queries (SIZES="1000 10000")
	PYTHONPATH=tests $(BIN)/python -m bench.search $(SIZES)

lock: .venv/everything ## Write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --all-extras pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --group bench -c requirements-dev.txt -o requirements-bench.txt

clean: ## Remove what can be built again; never var/data, which is citizens' data
	rm -rf var/build var/bench .pytest_cache .mypy_cache .ruff_cache

# An editable install is refused under hashes, hence two steps.
.venv/runtime: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

.venv/everything: requirements-dev.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

.venv/bench: requirements-bench.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	touch $@
