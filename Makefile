# The commands of this project. Needed beforehand: make, and Python 3.11 or newer with venv.

PORT ?= 8000
# Further arguments for the tests, such as ARGS="tests/borrowers -x", and the number of processes.
ARGS ?=
JOBS ?= auto
VENV ?= .venv
RUN := $(VENV)/bin/python

export VENV PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types contracts templates migrations deployment translations bench lock vendor clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make the environment (.venv) from the lock; PYTHON=python3.12 chooses the interpreter
	@sh requirements/setup.sh

demo: setup ## Start web, worker and scheduler with a believable campaign; PORT=8123 chooses the port
	@exec $(RUN) manage.py demo --port $(PORT)

test: setup ## Run all tests; ARGS="tests/teams -x" narrows them
	$(RUN) -m pytest -n $(JOBS) --dist=worksteal $(ARGS)

check: lint types contracts templates migrations deployment translations ## Run every check that is not a test

lint: setup
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: setup
	$(RUN) -m mypy

contracts: setup
	$(VENV)/bin/lint-imports --no-logo

templates: setup
	$(VENV)/bin/djlint templates --lint --quiet

migrations: setup
	$(RUN) manage.py makemigrations --check --dry-run

# Values of the right shape, so that only the settings themselves are judged.
deployment: setup
	DJANGO_SETTINGS_MODULE=campaign.config.settings.production \
	SECRET_KEY=for-checks-only-4f1c0b7e9a2d8365-for-checks-only-7d20ce94b8 \
	FIELD_KEYS=k1:Zm9yLWNoZWNrcy1vbmx5LTMyLWJ5dGVzLWxvbmcuLi4= \
	BLIND_KEY=Zm9yLWNoZWNrcy1vbmx5LTMyLWJ5dGVzLWxvbmcuLi4= \
	ALLOWED_HOSTS=campaign.example PUBLIC_URL=https://campaign.example \
	$(RUN) manage.py check --deploy --fail-level WARNING

translations: setup
	$(RUN) -m campaign.common.catalogue check

bench: setup ## Print our figures beside the floors; never part of the tests
	$(RUN) -m bench

lock: setup ## Compile the lock anew from pyproject.toml
	$(VENV)/bin/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --quiet --upgrade -o requirements/base.txt
	$(VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --quiet --upgrade -c requirements/base.txt -o requirements/dev.txt
	grep -o '^uv==[^ ]*' requirements/dev.txt | $(VENV)/bin/uv pip compile - --universal --generate-hashes \
		--python-version 3.11 --no-emit-index-url --no-header --no-annotate --quiet -o requirements/bootstrap.txt

vendor: ## Copy the pinned front-end packages into static/vendor (needs node and npm)
	cd deploy/vendor && npm ci --ignore-scripts && node vendor.mjs

clean: ## Remove the environment, caches and everything the demo stored
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache deploy/vendor/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
