# Two commands do all the set-up: `make demo` and `make test`. Each target makes the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test bench figures soak lint format rules fidelity picture lock clean system-packages

help:
	@echo "make demo    open the console on a throw-away sandbox"
	@echo "make test    lint, types, import contracts, rule index and every test"
	@echo "make bench   figures, side by side with reference programs"
	@echo "make figures  the same, and puts them into docs/benchmarks.md"
	@echo "make soak    long runs: random keys, kills, many processes (RTM_SOAK_MINUTES=10)"
	@echo "make lint    only the static checks;  make format  lays the code out"
	@echo "make rules   rules of the platform without a test;  make rules RULE=RPL-3  tells of one"
	@echo "make fidelity  runs the emulation's tests and writes docs/fidelity.md from them"
	@echo "make picture  draws the README's picture with the program itself"
	@echo "make lock    pin the newest versions that pyproject.toml allows"
	@echo "make clean   remove the environment and everything that was made"

$(VENV)/made:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: requirements.txt pyproject.toml $(VENV)/made
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/run
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@

demo: $(VENV)/run
	$(BIN)/rtm demo

system-packages:
	@sh tests/system-packages.sh

test: $(VENV)/test system-packages lint
	$(BIN)/python -m tests.rule_index --check
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not soak"

bench: $(VENV)/test
	$(BIN)/python -m tests.bench

figures: $(VENV)/test
	$(BIN)/python -m tests.bench --page docs/benchmarks.md

soak: $(VENV)/test system-packages
	$(BIN)/python -m pytest -n 0 -m soak

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache > $(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }

format: $(VENV)/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

rules: $(VENV)/test
	$(BIN)/python -m tests.rule_index $(RULE)

NOTED := $(VENV)/fidelity
fidelity: $(VENV)/test
	rm -rf $(NOTED) && mkdir $(NOTED)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not soak" -p tests.fidelity.recording \
		--fidelity=$(NOTED) tests/data/emulation tests/data/client
	$(BIN)/python -m tests.fidelity.page $(NOTED)

picture: $(VENV)/test
	$(BIN)/python -m tests.picture docs/console.svg

# Index addresses are kept out of the files, so that any mirror of the same packages serves.
LOCK := compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-config \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --extra build
lock: $(VENV)/made
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip $(LOCK) -o requirements.txt
	$(BIN)/uv pip $(LOCK) --extra test -o requirements-test.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build \
		snapshot_report.html bench-results.json
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
