# One command for each habit; CI calls the same ones.

PYTHON ?= python3
VENV ?= .venv
BIOME := @biomejs/biome@2.6.8
TSC := typescript@7.0.2
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# On Linux the standard torch brings several GB of CUDA. Where there is no NVIDIA GPU, name the
# index of PyTorch's CPU builds: make run TORCH_INDEX=...
TORCH_INDEX ?=

# Tests start dozens of processes; where nothing may be kept, each would compile the app anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test coverage check bench load train wheel fuzz format browser clean
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run ## start the app and print its address (ARGS="--port 8502")
	@$(BIN)/convscope $(ARGS)

# Processes that steal work leave the tests of a file together: what they share is made once.
# The browser's tests share a server and a browser in each of two processes: more of them on two
# cores would only wait for each other. Exit code 5 says that ARGS chose none of a half.
test: $(VENV)/.test browser ## run every test (ARGS="tests/ops -k pool")
	$(BIN)/python -m pytest -m "not browser" --numprocesses=auto --dist=worksteal $(ARGS) || [ $$? -eq 5 ]
	$(BIN)/python -m pytest -m browser --numprocesses=2 --dist=loadfile $(ARGS) || [ $$? -eq 5 ]
	@.ci/node-tests

# Counting lines takes half as long again (Python 3.11): `make test` does not.
coverage: $(VENV)/.test ## which lines the tests without a browser run
	$(BIN)/python -m pytest -m "not browser" --numprocesses=auto \
	    --cov=vizcore --cov=pages --cov-report=term:skip-covered $(ARGS)

# Each failure is told with a seed that makes it again: python -m tests.fuzz TARGET SEED.
MINUTES ?= 5
fuzz: $(VENV)/.test ## search for what breaks the app (MINUTES=5)
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(ARGS)

check: $(VENV)/.test ## format, lint, types, imports, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	@.ci/biome $(BIOME) ci
	@.ci/tsc $(TSC) --project assets/components

format: $(VENV)/.test ## put the code in its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@.ci/biome $(BIOME) check --write

bench: $(VENV)/.test ## measure, side by side with other libraries
	@for file in $(filter-out benchmarks/load.py benchmarks/processes.py benchmarks/visitor.py benchmarks/soak.py benchmarks/knee.py benchmarks/pairs.py benchmarks/pairs_in_browser.py,$(wildcard benchmarks/[a-z]*.py)); do \
	    $(BIN)/python -m benchmarks.$$(basename $$file .py) $(ARGS) || exit 1; \
	done

load: $(VENV)/.test ## fifty people at once (ARGS="--people 300", "--app OTHER_CHECKOUT")
	@$(BIN)/python -m benchmarks.load $(ARGS)

# Fresh memory for every tensor costs a fifth of the time: keep freed memory, in large pages.
train: $(VENV)/.run ## train MiniVGG on CIFAR-10 (ARGS="--data cifar-10-python.tar.gz")
	MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
	    nice $(BIN)/python -m vizcore.training $(ARGS)

wheel: $(VENV)/.test ## build dist/convscope-*.whl, the app inside
	$(BIN)/python -m build --wheel

browser: $(VENV)/.test
	@.ci/chromium $(BIN)/python

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "ConvScope needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@if [ -n "$(TORCH_INDEX)" ] && ! $(BIN)/python -c 'import torch' 2>/dev/null; then \
	    $(PIP) install --quiet --no-deps --retries 0 --timeout 15 --index-url $(TORCH_INDEX) \
	        $$(grep '^torch==' constraints.txt) \
	    || echo "The CPU build of torch is out of reach; the standard one comes next."; fi
	@touch $@

# A stamp says what the environment holds; the second time make finds it and installs nothing.
$(VENV)/.run: $(VENV)/.python pyproject.toml constraints.txt vizcore/__init__.py
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml constraints.txt vizcore/__init__.py
	$(PIP) install --quiet -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.run
