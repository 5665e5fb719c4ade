# make run    serves the portal on http://127.0.0.1:8000 (PORT=8080 changes the port, HOST=0.0.0.0 the address)
# make test   runs every check and test that this machine allows (ARGS="-k csv" goes to pytest)
# make messages   gathers the words of the interface for the translators (asks for gettext)
# make bench  measures the portal beside others (PART=pages SIZES=10000 DATABASES=sqlite for a part)
# make lighthouse  looks at every kind of page as a phone does (asks for Node.js and Chromium; RUNS=1 is quick)
# make lint, make check, make requirements, make clean: parts of the above and upkeep
#
# Everything is made inside .venv and var; nothing asks for root.

PYTHON    ?= python3
HOST      ?= 127.0.0.1
PORT      ?= 8000
STATE_DIR ?= var
VENV      := .venv/bin/python
UV        := .venv/bin/uv
# uv is quick; where it cannot reach the package index, pip may have been told how.
PINNED := --quiet --require-hashes -r
INSTALL = $(UV) pip install --python $(VENV) $(PINNED) $< || $(VENV) -m pip install $(PINNED) $<
# Settings as in production, with a throw-away secret and database.
STRICT  = env DEBUG=0 HTTPS=1 DATABASE_URL=sqlite://:memory: \
          SECRET_KEY=$$($(VENV) -c "import secrets; print(secrets.token_urlsafe(50))")
# Tests are dealt one at a time: those of the browser are long, and none belongs to a group.
PYTEST := $(VENV) -m pytest -n 2 --dist loadgroup

# The Python that make was given is the one to use: uv is not to fetch another.
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where the test runs note what they left out, for the last line of `make test`.
export LEFT_OUT := var/left_out.txt

.PHONY: run test lint check messages requirements bench lighthouse clean
.DELETE_ON_ERROR:

run: export HTTPS = 0
run: .venv/.run $(STATE_DIR)/secret_key $(STATE_DIR)/static/.made var/.messages
	@$(VENV) manage.py migrate -v 0
	@$(VENV) manage.py load_record --if-empty
	@echo "The portal is at http://$(HOST):$(PORT)/ (Ctrl+C stops it)"
	@exec $(VENV) -m gunicorn gfmd_portal.wsgi --bind "$(HOST):$(PORT)"

test: lint check var/.messages
	@mkdir -p var && rm -f $(LEFT_OUT)
	TEST_DATABASE=sqlite $(PYTEST) $(ARGS)
	TEST_DATABASE=postgresql $(PYTEST) $(ARGS)
	@$(VENV) -m tests.left_out

lint: .venv/.dev
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m djlint templates --lint

check: .venv/.dev
	@$(STRICT) $(VENV) manage.py check --deploy --fail-level WARNING
	@$(STRICT) $(VENV) manage.py makemigrations --check --dry-run

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=...")'
	@echo "Making .venv and installing what the portal needs ..."
	@$(PYTHON) -m venv .venv
	@$(VENV) -m pip install --quiet uv==0.13.8
	@touch $@

.venv/.run: requirements.txt | .venv/.uv
	@$(INSTALL)
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/.uv
	@$(INSTALL)
	@touch $@ .venv/.run

$(STATE_DIR)/secret_key:
	@mkdir -p -m 700 $(STATE_DIR)
	@umask 077; $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))" > $@

# Compressing takes seconds, so it is done again only when a file or a package has changed.
$(STATE_DIR)/static/.made: .venv/.run $(shell find static) | $(STATE_DIR)/secret_key
	@$(VENV) manage.py collectstatic --noinput --clear -v 0
	@touch $@

# Django reads compiled messages. A page whose messages are missing or old shows them in English or as they were.
var/.messages: .venv/.run $(wildcard locale/*/LC_MESSAGES/django.po)
	@mkdir -p var
	@$(VENV) -m gfmd_portal.messages
	@touch $@

messages: .venv/.run
	@$(VENV) manage.py makemessages --all --extension html,txt,py,jinja --add-location file --no-wrap --no-obsolete \
		--ignore .venv --ignore var --ignore tests

# Each file is complete in itself; the second takes its shared pins from the first.
requirements: .venv/.uv
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		requirements.in -o requirements.txt
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		-c requirements.txt requirements-dev.in -o requirements-dev.txt

bench: .venv/.dev .venv-bench/.made $(STATE_DIR)/static/.made var/.messages
	@$(VENV) -m bench

.venv-bench/.made: bench/requirements.txt | .venv/.uv
	@$(PYTHON) -m venv .venv-bench
	@$(UV) pip install --python .venv-bench/bin/python $(PINNED) $< || .venv-bench/bin/python -m pip install $(PINNED) $<
	@touch $@

lighthouse: .venv/.run var/.messages lighthouse/node_modules/.made
	@$(VENV) -m lighthouse

# The lock file pins every package by its hash and names no registry: npm asks the one it was told of.
lighthouse/node_modules/.made: lighthouse/package-lock.json lighthouse/package.json
	@npm --prefix lighthouse ci --ignore-scripts --silent
	@touch $@

# The database and the secret key stay: they are the only things here that make cannot make again.
clean:
	rm -rf .venv .venv-bench lighthouse/node_modules var/bench var/lighthouse var/static var/pytest var/ruff $(LEFT_OUT)
