# Two commands: `make run` serves the dashboard, `make test` tests it. Both install what they need.
# `make help` lists all of them: the words after ## below.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

# Compiled modules are kept: else each worker and each server of the tests compiles all of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev help test check audit unit browser-tests long-unit long-browser-tests short-day soak deploy-tests engines programs scripts fonts messages bench bench-programs clean

run: $(VENV)/run.stamp  ## Serve the dashboard at PORT (8501)
	$(BIN)/python -m campaign serve --port $(PORT)

dev: $(VENV)/run.stamp  ## Serve it, and reload a page when a source file changes
	$(BIN)/python -m campaign serve --port $(PORT) --dev

help:  ## List the commands
	@sed -nE 's/^([a-z-]+):.*  ## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf '%-14s %s\n' "$$name" "$$what"; done

test: check audit unit browser-tests  ## Everything that must pass before a commit

check: $(VENV)/test.stamp node_modules/.stamp  ## Linters, formatters, type checker, tests of scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	node_modules/.bin/eslint .
	node_modules/.bin/prettier --check --log-level warn .
	node --test --test-reporter=dot tests/browser/*.test.js

# Without the package index it says that nothing is known of advisories, and passes;
# `AUDIT=--must-answer make audit` fails then.
audit: $(VENV)/test.stamp  ## Check the packages for known vulnerabilities
	$(BIN)/python -m tests.audit $(AUDIT)

# These have commands of their own.
GROUPS := --ignore=tests/e2e --ignore=tests/soak --ignore=tests/deploy --ignore=tests/engines

# Neighbours stay with one worker, which makes once what they share, until the other has nothing left.
unit: $(VENV)/test.stamp programs  ## Tests without a browser
	$(BIN)/python -m pytest $(GROUPS) -m "not long" -n 2 --dist worksteal

# `make unit` tries a twentieth of the examples of each property. CI runs this too.
long-unit: $(VENV)/test.stamp programs  ## Long tests without a browser, and properties with all examples
	EXAMPLES=all $(BIN)/python -m pytest $(GROUPS) -m "long or hypothesis" -n 2 --dist worksteal

# Each worker has one server and one browser; a group is of tests that share another server.
browser-tests: $(VENV)/test.stamp programs  ## Tests in a real browser
	$(BIN)/python -m pytest tests/e2e -m "not long" -n 3 --dist loadgroup -o cache_dir=.pytest_cache/browser

# Every button of every page, servers and files that break, sign-in, Firefox: minutes each. CI runs it.
long-browser-tests: $(VENV)/test.stamp programs  ## Long tests in a real browser
	$(BIN)/python -m pytest tests/e2e -m long -n 3 --dist loadgroup

# Two minutes; nothing else runs beside it.
short-day: $(VENV)/test.stamp  ## Test: a short day of many visits
	$(BIN)/python -m pytest tests/soak -k short -s

# 3,000 reruns over 200 sessions; leaves its curve of memory in build/soak/. CI runs it.
# `RERUNS=10000 make soak` has a longer day.
soak: $(VENV)/test.stamp  ## Test: a long day of many visits, and files that change under viewers
	$(BIN)/python -m pytest tests/soak -k "not short" -s

# Two processes behind nginx, with the files of deploy/. CI runs it.
deploy-tests: $(VENV)/test.stamp programs  ## Two processes behind nginx: killed, drained, started again
	./tests/deploy/programs.sh
	$(BIN)/python -m pytest tests/deploy

# Starts servers of PostgreSQL, Spark and Sail of its own, and breaks them. CI runs it.
engines: $(VENV)/test.stamp  ## Tests of registers on a database server that fails in every way
	./tests/engines/programs.sh
	$(BIN)/python -m pytest tests/engines

programs:  ## Install the programs that tests need
	./tests/programs.sh

# Measures the app beside a plain page in one run; takes about forty minutes, not a test.
bench: $(VENV)/test.stamp bench-programs  ## Measure the dashboard beside a plain page
	$(BIN)/python -m bench

bench-programs: programs bench/node_modules/.stamp  ## Install the programs that the benchmark needs
	./bench/programs.sh

# A server sends the bundles, which are under version control; `make check` fails where they are old.
scripts: node_modules/.stamp  ## Bundle the scripts of the browser
	npm run --silent build

# A server sends these files too; a test fails where they are not those of the installed Streamlit.
fonts: $(VENV)/test.stamp  ## Make the small subsets of Streamlit's fonts
	$(BIN)/python -m campaign.web.fonts

# Brings new message ids into the translation files; the tests then name what is untranslated.
messages: $(VENV)/test.stamp  ## Add new messages to the translation files
	$(BIN)/python -m campaign.i18n.messages

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.stamp: requirements-dev.txt requirements-engines.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

node_modules/.stamp: package-lock.json
bench/node_modules/.stamp: bench/package-lock.json
node_modules/.stamp bench/node_modules/.stamp: | programs
	@node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' \
		|| { echo "Node.js 18 or newer is needed; this is $$(node --version)" >&2; exit 1; }
	cd $(dir $(@D)) && npm ci --no-audit --no-fund --loglevel=error \
		|| { echo "npm could not fetch what $(dir $(@D))package-lock.json names. \
	Name a registry that this machine reaches (npm config set registry https://…), then try again." >&2; exit 1; }
	touch $@

clean:  ## Remove what the commands have made
	rm -rf $(VENV) node_modules bench/node_modules build .mypy_cache .ruff_cache .pytest_cache
