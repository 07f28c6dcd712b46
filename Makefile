# Works with GNU make 3.81 (macOS) and later, and in folders with spaces in their name.

PYTHON =
ARGS   =
PY     = .venv/bin/python
LOCK   = UV_CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m uv pip compile --quiet --no-config --universal \
         --python-version 3.11 --generate-hashes --upgrade --extra notebooks --group build pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help review test check notebooks benchmarks docs quarto lock clean distclean runtime dev

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)$$/  make \1	\2/p' Makefile | expand -t 20

review: runtime ## set up, build and render the review as HTML and PDF
	@$(PY) -m prismabook.render.obtain
	@$(PY) -m prismabook render
	@if [ -t 1 ]; then \
	    if [ "$$(uname)" = Darwin ]; then open=open; else open=xdg-open; fi; \
	    if command -v $$open >/dev/null; then echo "To open it: $$open _book/index.html"; fi; \
	fi

test: dev ## set up and run all checks and tests; ARGS="..." goes to pytest
	@$(PY) tools/run_checks.py $(ARGS)

check: runtime ## report what is wrong or doubtful in the sources and decisions
	@$(PY) -m prismabook check

notebooks: runtime ## write the chapters as executed notebooks
	@$(PY) -m prismabook notebooks

benchmarks: runtime ## measure build, render, and a growing folder
	@$(PY) benchmarks/build.py
	@$(PY) benchmarks/render.py
	@$(PY) benchmarks/scale.py --sizes 10,100
	@$(PY) benchmarks/audit.py --tables 300

docs: runtime ## write the pages that are made from the code
	@$(PY) tools/write_findings.py
	@$(PY) tools/write_codebook.py
	@$(PY) tools/write_validation.py

quarto: runtime ## try once more to get Quarto from PyPI
	@$(PY) -m prismabook.render.obtain --again

lock: runtime ## resolve the requirements anew, for all platforms
	@$(PY) -m pip install --quiet uv
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove what was rendered and cached
	rm -rf _book .quarto .prismabook .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

distclean: clean ## remove the virtual environment too
	rm -rf .venv

runtime:
	@sh tools/set_up.sh runtime "$(PYTHON)"

dev:
	@sh tools/set_up.sh dev "$(PYTHON)"
