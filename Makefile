# `make run` and `make test` bring everything they need; both may be run again, and beside each other.
SHELL := /bin/bash
# Many processes are started here: without compiled files each of them would compile Django anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench pricing usage billing paper pictures soak lock messages tools

python := .venv/bin/python
# Nothing here speaks to a database or signs anything: a check of the code must not need the desk's folder.
nowhere := DATABASE_URL=postgresql://nobody@localhost:1/none DEALDESK_SECRET_KEY=nothing-is-signed-here

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

run: ## the desk with its demo, at http://127.0.0.1:8000 (PORT=… for another port)
	@bash dealdesk/install.sh run
	@DEALDESK_DEMO="$${DEALDESK_DEMO-1}" exec $(python) manage.py up --with-parent

test: tools ## style and types, and beside them every law and test
	@$(MAKE) --no-print-directory lint & lint=$$!; \
	  $(python) -m pytest -n 3 --dist loadfile; tests=$$?; wait $$lint && exit $$tests

tools:
	@bash dealdesk/install.sh test

lint: tools ## style and types
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(nowhere) $(python) -m mypy
	@.venv/bin/lint-imports --no-cache
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 6.1

format: tools ## write Python and templates the one way
	@$(python) -m ruff check -q --fix .
	@$(python) -m ruff format -q .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 6.1 || true

bench: tools ## fill a database of its own, measure, and compare with bare views
	@$(python) -m tests.benchmarks

pricing: tools ## price long offers and old versions, and see how the time grows with the lines
	@$(nowhere) $(python) -m tests.benchmarks pricing

usage: tools ## read a year of five-minute points from text and from a workbook
	@$(nowhere) $(python) -m tests.benchmarks usage

billing: tools ## price a year of five-minute points under eight forms, and ten years
	@$(nowhere) $(python) -m tests.benchmarks billing

paper: tools ## set proposals of 20, 200 and 1,000 rows, beside WeasyPrint as it is and a browser
	@$(nowhere) $(python) -m tests.benchmarks paper

pictures: tools ## draw anew the stored pictures of pages: look at them before they are committed
	@DJANGO_SETTINGS_MODULE=dealdesk.settings $(nowhere) $(python) -c \
	  "import django; django.setup(); from tests.quotes.documents.pictures import renew; renew()"

soak: tools ## kill the desk ten times at random moments; reckon a hundred thousand offers twice; go deep into properties
	@$(python) -m pytest -p no:cacheprovider -s tests/soak
	@$(python) -m pytest -n 2 -m hypothesis --hypothesis-profile=deep
	@$(python) -m pytest -n 2 --dist loadfile --deep $$(grep -rl --include='test_*.py' 'tests.deep' tests)

lock: tools ## write both lock files anew
	@.venv/bin/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-header \
	  pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-header \
	  -c requirements.lock --group pyproject.toml:dev pyproject.toml -o requirements-dev.lock

messages: tools ## compile the translations
	@.venv/bin/pybabel -q compile --domain django --directory locale
