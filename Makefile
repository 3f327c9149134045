# `make help` lists every command. Python 3.11 to 3.13 is all that is needed beforehand.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# one line for the lock's header, so that it does not carry the options of a machine
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
CDK := infra/cdk/requirements
# what tests/clients run wants a newer boto3 than the host has, so it shares nothing with the others
CLIENTS := tests/clients/requirements

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev up down test check format lock docs package bench clean
.PHONY: compose-up compose-test compose-down

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## Make .venv with what the lab needs, from requirements.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup-dev: $(VENV)/.installed-dev ## The same, and what the tests need, from requirements-dev.lock

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

up: setup ## Run the lab: emulator, tweet server, bootstrap, live view (Ctrl-C stops it)
	$(BIN)/nuage up $(ARGS)

down: ## Stop a lab that runs in the background
	$(BIN)/nuage down

test: setup-dev check ## Lint, types and all tests
	$(BIN)/python -m pytest $(ARGS)

check: setup-dev ## Lint and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

package: setup ## Pack the function into function.zip
	$(BIN)/python -m bootstrap.package $(ARGS)

lock: setup-dev ## Resolve every dependency again, with hashes
	$(LOCK) --extra build pyproject.toml -o requirements.lock
	$(LOCK) --extra build --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	$(LOCK) $(CDK).in -o $(CDK).txt
	$(LOCK) --constraint $(CDK).txt $(CDK)-bindings.in -o $(CDK)-bindings.txt
	$(LOCK) $(CLIENTS).in -o $(CLIENTS).lock

bench: setup-dev ## Measure the lab beside its peers, in one run
	$(BIN)/python -m benchmarks $(ARGS)

compose-up: ## Run the lab in containers, in the background; settings: .env.example
	docker compose up --build --detach --wait $(ARGS)
	@echo "AWS endpoint http://$$(docker compose port localstack 4566), tweets http://$$(docker compose port tweets 5002)/tweet"
	@echo "See what the function does with: docker compose logs --follow logs"

compose-down: ## Stop the lab in containers; what it holds is kept (ARGS=--volumes deletes it)
	docker compose --profile '*' down $(ARGS)

compose-test: setup-dev ## Test the containers, and run the scenarios against them
	NUAGE_REQUIRE=docker $(BIN)/python -m pytest tests/containers tests/scenarios --target compose $(ARGS)

docs: setup-dev ## Write the pages that come from the code
	$(BIN)/python docs/generate.py

clean: ## Remove .venv and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
