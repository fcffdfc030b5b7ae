# Two commands: `make run` serves the dashboard, `make test` proves it. Both set themselves up.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check audit unit browser-tests short-day soak programs messages bench clean

run: $(VENV)/run.stamp
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

test: check audit unit browser-tests short-day

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Without the package index it says that nothing is known of advisories, and passes;
# `AUDIT=--must-answer make audit` fails then.
audit: $(VENV)/test.stamp
	$(BIN)/python -m tests.audit $(AUDIT)

unit: $(VENV)/test.stamp programs
	$(BIN)/python -m pytest --ignore=tests/e2e --ignore=tests/soak -n 2

browser-tests: $(VENV)/test.stamp programs
	$(BIN)/python -m pytest tests/e2e -n 2 --dist loadfile

# A short day of many visits, and files that change under viewers; nothing else runs beside it.
short-day: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/soak -m "not long"

# The long one, which CI runs too: 10,000 reruns over 200 sessions; leaves its curve of memory in
# build/soak/.
soak: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/soak -m long -s

programs:
	./tests/programs.sh

# Measures the app beside a plain page in one run; takes about ten minutes, not a test.
bench: $(VENV)/test.stamp programs
	$(BIN)/python -m bench

# Brings new message ids into the translation files; the tests then name what is untranslated.
messages: $(VENV)/test.stamp
	$(BIN)/python -m campaign.i18n.messages

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
