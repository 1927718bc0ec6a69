# The two commands that matter: `make run` and `make test`. See docs/operations.md.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test bench lock messages

help:
	@echo "make run     install what is missing, set up var/, start web and worker, print the address"
	@echo "make test    quality gates and every test, on SQLite and, where one answers, PostgreSQL"
	@echo "make setup   install and set up only"
	@echo "make bench   measure; prints the figures of docs/benchmarks.md"
	@echo "make lock    lock requirements/*.in again (needs uv)"

setup:
	@sh scripts/venv.sh base
	@.venv/bin/caytre setup

run:
	@sh scripts/venv.sh base
	@.venv/bin/caytre setup && exec .venv/bin/caytre serve --with-worker

test:
	@sh scripts/venv.sh base test interchange
	@sh scripts/test.sh

bench:
	@sh scripts/venv.sh base test benchmark
	@.venv/bin/python -m benchmarks

lock:
	@for group in base test interchange benchmark; do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q \
			requirements/$$group.in -o requirements/$$group.txt || exit 1; \
	done
