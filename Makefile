# charabook: `make demo` makes a book, `make run` opens the window, `make test` checks everything.
# Every target sets up what it needs in .venv first, on a bare Debian machine with Python 3.11.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo run test format check clean reliability screenshots help

help:            ## list the targets
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(STAMP): pyproject.toml constraints.txt packaging/setup.sh
	@PYTHON=$(PYTHON) sh packaging/setup.sh $(VENV)
	@touch $@

$(DEV_STAMP): $(STAMP)
	@PYTHON=$(PYTHON) sh packaging/setup.sh $(VENV) dev
	@touch $@

demo: $(STAMP)   ## make the sample book: build/demo/ gets a project file, a print PDF and PNG pages
	@$(BIN)/charabook demo --folder build/demo

run: $(STAMP)    ## open the window on the sample book
	@$(BIN)/charabook open --sample

test: $(DEV_STAMP)   ## every check: format, lint, types, import contracts, tests
	@sh packaging/system-packages.sh
	@$(BIN)/python packaging/check.py

format: $(DEV_STAMP) ## format and fix what can be fixed
	@$(BIN)/ruff check --fix --quiet .; $(BIN)/ruff format .

reliability: $(DEV_STAMP) ## the long reliability runs of the project file
	@$(BIN)/python -m pytest -m reliability -q

screenshots: $(DEV_STAMP) ## pictures of every mode of the window into docs/images/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m gui.screenshots docs/images

clean:           ## remove what was built (the virtual environment stays)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache
