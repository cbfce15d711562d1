# Every target but the smallest is a script in .build/ that says in its second line what it does.

.DEFAULT_GOAL := help
.PHONY: help run test build demo windows bench lint clean

help: ## what can be made
	@echo "Créneaux: appointments of a foreign nationals' service. make …"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build, open the window on a demo year
	@bash .build/run.sh

test: ## install what is missing, run every test
	@bash .build/test.sh

build: ## both programs, into bin/
	@bash .build/build.sh

demo: build ## the demo workspace anew, into demo/
	@bash .build/demo.sh

windows: ## both programs for Windows, into dist/
	@bash .build/windows.sh

bench: ## every benchmark, figures also into out/bench.txt
	@bash .build/bench.sh

lint: ## formatting, vet, staticcheck, shellcheck
	@bash .build/lint.sh

clean: ## remove bin/, dist/ and out/; the demo workspace stays
	@rm -rf bin dist out
