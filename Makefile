# Two commands set up everything on a fresh Debian 12 or Ubuntu with Swift 6: `make demo`, `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/llexicorp
PROGRAM := .build/release/llexicorp
SWIFT_TEST := swift test -c release --skip-build --disable-testable-imports --disable-xctest

.PHONY: help packages build demo test check-all bench format clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s $$'\t'

packages: ## Install the Debian packages that are missing
	@Scripts/install-packages

build: packages ## Build the release program
	swift build -c release --product llexicorp

demo: build ## Explain the example photo, from nothing to a printed sheet
	Scripts/fetch-photos
	Scripts/fetch-example >/dev/null
	$(PROGRAM) model pull squeezenet1_1
	$(PROGRAM) index build Examples/photos.tsv --model squeezenet1_1 --layer features.12
	$(PROGRAM) explain "$(CACHE)/examples/chelsea.png" --output out

test: packages ## Lint, build and run all tests, those of web pages in Chromium
	swift format lint --strict --recursive Sources Tests Benchmarks Fuzz Package.swift
	Scripts/check-imports
	Scripts/check-photos-list
	Scripts/build-tests
	$(PROGRAM) model pull squeezenet1_1 >/dev/null
	$(PROGRAM) model pull efficientnet_lite0 >/dev/null
	Scripts/fetch-example >/dev/null
	Scripts/fetch-onnx-tests >/dev/null
	Scripts/test-servers
	rm -rf .build/pages
	LLEXICORP_PAGES=$(CURDIR)/.build/pages $(SWIFT_TEST)
	# The same numbers on older processors and without oneDNN.
	for path in "ONEDNN_MAX_CPU_ISA=AVX2 OPENBLAS_CORETYPE=HASWELL" \
	  "ONEDNN_MAX_CPU_ISA=SSE41 OPENBLAS_CORETYPE=NEHALEM" LLEXICORP_KERNELS=openblas; do \
	  env $$path $(SWIFT_TEST) --filter 'KernelsTests|AttributionTests'; \
	done
	# A browser on a busy machine may miss a frame: what fails twice has failed.
	for kind in gallery atlas comparison; do \
	  pages="--quick --snapshots made-up-$$kind .build/pages/$$kind"; \
	  Scripts/check-pages $$pages || Scripts/check-pages $$pages; \
	done

check-all: test ## What takes longer: templates' schemas, address sanitizer on the file readers, LiteLLM's Azure path, the demo's sheet, validators of its PDF, the worth of channels, pages broken on purpose, damaged files, whole ONNX networks
	Scripts/check-template-schema
	swift build --build-tests --sanitize address --scratch-path .build-asan
	ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --sanitize address --scratch-path .build-asan \
	  --disable-xctest --filter 'TensorsTests|ImagesTests|ModelsTests'
	Scripts/test-servers --litellm
	LLEXICORP_LITELLM=1 $(SWIFT_TEST) --filter LiteLLM
	$(MAKE) demo
	Scripts/check-demo out/chelsea
	Scripts/check-pdf out/chelsea/sheet.*.pdf
	Scripts/measure-worth
	Scripts/check-pages --prove .build/pages/gallery
	Scripts/fuzz all 30
	Scripts/check-onnx

bench: packages ## Time the program and its peers by turns (QUICK=1: about 5 minutes)
	Scripts/bench

format: ## Format all Swift files in place
	swift format --in-place --recursive Sources Tests Benchmarks Fuzz Package.swift

clean: ## Remove what was built here (not the cache)
	swift package clean
	rm -rf out .build-asan .build-fuzz
