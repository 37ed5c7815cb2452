# SPDX-License-Identifier: GPL-3.0-or-later
# What a build needs from Debian. Skipped when everything is there; without the right to install,
# one sentence names the packages.
deps: deps-build deps-test
deps-build:
	@sh tests/deps.sh $(DEPS)
deps-test:
	@sh tests/deps.sh $(TESTDEPS)
.PHONY: deps deps-build deps-test
