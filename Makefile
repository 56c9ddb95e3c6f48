# Everything a newcomer types. `make` alone lists it.
# Works with GNU make 3.81 and a plain POSIX shell, without a terminal and without root.

PORT ?= 8000
ARGS ?=
# Another Python than the first suitable one: make setup PYTHON=/path/to/python3.12
PYTHON ?=

BIN = .venv/bin
UV = UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never $(BIN)/uv
# Somebody else's active environment must not be filled instead of ours.
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONHOME PYTHONPATH

.PHONY: help demo setup test check format messages rules clean

help:
	@echo "make demo      a region's site on your own machine, http://localhost:8000  (PORT=8123, ARGS=--no-serve)"
	@echo "make test      the whole test suite: SQLite, PostgreSQL and a real browser  (ARGS='-k search')"
	@echo "make setup     only the environment, in .venv"
	@echo "make check     style, types, room order, templates, deployment settings, migrations, messages"
	@echo "make format    put the code into the house's format"
	@echo "make messages  collect and compile the texts of the interface (needs gettext)"
	@echo "make rules     write docs/rules.md, who may do what, by asking the rules"
	@echo "make clean     remove .venv; your data in var/ stays"

demo: .venv/running.stamp
	@$(BIN)/raitti demo --port $(PORT) $(ARGS)

setup: .venv/developing.stamp
	@echo "Ready: .venv holds everything. Try 'make demo' or 'make test'."

test: .venv/developing.stamp
	@$(BIN)/python tests/run.py $(ARGS)

check: .venv/developing.stamp
	@$(BIN)/python tests/check.py

format: .venv/developing.stamp
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

messages: .venv/developing.stamp
	@$(BIN)/python tests/messages.py --write

rules: .venv/developing.stamp
	@$(BIN)/python tests/rules.py --write

clean:
	rm -rf .venv

# What runs Raitti, and what else its makers need.
.venv/running.stamp: .venv/bin/uv uv.lock pyproject.toml
	@echo "Installing what Raitti needs into .venv (once, about a minute) ..."
	@$(UV) sync --quiet --locked --inexact --no-dev
	@touch $@

.venv/developing.stamp: .venv/bin/uv uv.lock pyproject.toml
	@echo "Installing what Raitti and its tests need into .venv (once, about a minute) ..."
	@$(UV) sync --quiet --locked --inexact
	@touch .venv/running.stamp $@

.venv/bin/uv:
	@found=; \
	for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Raitti needs Python 3.11 or newer, and none was found." >&2; \
	  echo "  Debian, Ubuntu: sudo apt install python3 python3-venv     macOS: brew install python" >&2; \
	  exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$found cannot make virtual environments: its venv module is missing." >&2; \
	  echo "  Debian, Ubuntu: sudo apt install python3-venv" >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv .venv && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
