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
# terminals need libvterm, peers are only run
$(BUILD)/bench/bench_screen $(BUILD)/bench/bench_people: $(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/support.o $(BUILD)/tests/pty.o $(TESTLIBS) | $(BUILD)/writes.so
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(shell pkg-config --libs vterm)
$(BUILD)/tests/bench/bench_screen.o $(BUILD)/tests/bench/bench_people.o: | deps-test
$(BUILD)/writes.so: tests/preload/writes.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) -Werror -shared -fPIC -o $@ $<
deps-bench:
	@sh tests/deps.sh libsqlite3-dev dialog whiptail nano
bench: all $(BENCH) $(BUILD)/tests/story/story
	@BUILD=$(BUILD) sh tests/bench/run.sh
bench-quick: all $(BENCH) $(BUILD)/tests/story/story
	@BUILD=$(BUILD) BENCH_QUICK=1 sh tests/bench/run.sh
.PHONY: bench bench-quick deps-bench
