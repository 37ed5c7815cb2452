# SPDX-License-Identifier: GPL-3.0-or-later
# make torture [TORTURE_SECONDS=n] [TORTURE_ONLY="kill power"] [TORTURE_SEED=n]: kills, failing
# calls, power cuts, full disks .. for five minutes; a table at the end. `make test` runs a short form.
TORTUREOBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/torture/*.c))
PRELOADS   = $(patsubst %,$(BUILD)/%.so,faultfs writelog wrongtime)

$(BUILD)/torture: $(TORTUREOBJ) $(TESTLIBS) | all
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
# for LD_PRELOAD, so without the sanitizers
$(PRELOADS): $(BUILD)/%.so: tests/preload/%.c Makefile | deps-build
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) -Werror -shared -fPIC -o $@ $< -ldl
test: $(PRELOADS) # behind the rule of test itself, which is read before this
torture: all $(BUILD)/torture $(PRELOADS) $(BUILD)/tests/test_crash $(BUILD)/tests/test_store_damage
	@BUILD=$(BUILD) sh tests/torture/run.sh
.PHONY: torture
