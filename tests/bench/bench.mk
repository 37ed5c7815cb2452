# SPDX-License-Identifier: GPL-3.0-or-later
# make bench | bench-quick: every figure of the design's list of goals beside a peer, in one run.
# Timings decide no test. SQLite is linked here and nowhere else.
BENCHSRC = $(wildcard tests/bench/bench_*.c)
BENCH    = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(BENCHSRC))
BENCHOBJ = $(patsubst %,$(BUILD)/tests/bench/%.o,support words packed bulk sqlite peer_import)

$(BENCHSRC:%.c=$(BUILD)/%.o) $(BENCHOBJ): | deps-bench
$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BENCHOBJ) $(TESTLIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lsqlite3
deps-bench:
	@sh tests/deps.sh libsqlite3-dev
bench: all $(BENCH)
	@BUILD=$(BUILD) sh tests/bench/run.sh
bench-quick: all $(BENCH)
	@BUILD=$(BUILD) BENCH_QUICK=1 sh tests/bench/run.sh
.PHONY: bench bench-quick deps-bench
