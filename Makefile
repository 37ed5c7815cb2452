# SPDX-License-Identifier: GPL-3.0-or-later
# make run | test | torture | bench | fuzzers | dict | layers | format | format-check | install;  make SAN=1 test: ASan + UBSan
BUILD   ?= $(if $(SAN),build/san,build)
PREFIX  ?= /usr/local
VERSION := 0.1.0
CC      ?= cc
OPT     ?= -O2
PKGS    := lmdb libsodium ncursesw jansson
OFFICEPKGS := libzip xlsxwriter
TESTPKGS := cmocka vterm expat
FILELIBS := -lshp -lzip -lexpat -lm
DEPS    := gcc libc6-dev libcrypt-dev pkg-config liblmdb-dev libsodium-dev libncurses-dev libjansson-dev libshp-dev libzip-dev libexpat1-dev libxlsxwriter-dev gettext
TESTDEPS := libcmocka-dev libvterm-dev
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wno-missing-field-initializers
, := ,
SANFLAGS := $(if $(FUZZER),-fsanitize=fuzzer-no-link$(,)address$(,)undefined -fno-omit-frame-pointer,$(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer))
CFLAGS  ?= -g
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DHOCTAP_VERSION='"$(VERSION)"' -DHOCTAP_LIBEXEC='"$(PREFIX)/libexec/hoctap"' \
	-DHOCTAP_LOCALEDIR='"$(PREFIX)/share/locale"' $(OPT) $(WARN) -Werror $(SANFLAGS) $(CFLAGS) -I.
LIBS    = $(shell pkg-config --libs $(PKGS)) -lcrypt -lm
OFFICELIBS = -Wl,--as-needed $(shell pkg-config --libs $(OFFICEPKGS))
.DEFAULT_GOAL := all

# a layer may use any layer to its left; link order is the reverse
LAYERS  := locale storage core forms tui
LIBFILES = $(patsubst %,$(BUILD)/lib%.a,tui forms core storage locale)
TESTLIBS = $(BUILD)/libforeign.a $(BUILD)/liboffice.a $(patsubst %,$(BUILD)/lib%.a,tui forms core storage locale)
src      = $(filter-out tui/main.c,$(wildcard $(1)/*.c))
obj      = $(patsubst %.c,$(BUILD)/%.o,$(1))
FOREIGN  = $(wildcard core/foreign/*.c)
OFFICE   = $(wildcard forms/office/*.c)
TESTSRC  = $(wildcard tests/test_*.c)
TESTS    = $(patsubst tests/%.c,$(BUILD)/tests/%,$(TESTSRC))
FUZZSRC  = $(wildcard tests/fuzz/fuzz_*.c)
FUZZ     = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(FUZZSRC))
ALLSRC   = $(foreach l,$(LAYERS),$(wildcard $(l)/*.c)) $(FOREIGN) $(OFFICE) $(wildcard tests/*.c tests/*/*.c)
FORMATTED = $(foreach l,$(LAYERS),$(wildcard $(l)/*.[ch] $(l)/*/*.[ch])) $(wildcard tests/*.[ch] tests/*/*.[ch])

include tests/deps.mk

all: $(BUILD)/hoctap $(BUILD)/hoctap-file $(BUILD)/hoctap-office $(BUILD)/locale/en/LC_MESSAGES/hoctap.mo $(BUILD)/hoctap.vi.1 $(BUILD)/hoctap.en.1

$(BUILD)/hoctap: $(BUILD)/tui/main.o $(LIBFILES)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/hoctap-file: $(BUILD)/core/foreign/main.o $(BUILD)/libforeign.a $(BUILD)/liblocale.a
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(FILELIBS)
# writes .docx and .xlsx: its libraries stay out of the program people have open all day
$(BUILD)/hoctap-office: $(BUILD)/forms/office/main.o $(BUILD)/liboffice.a $(patsubst %,$(BUILD)/lib%.a,forms core storage locale)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(OFFICELIBS)
define layer
$(BUILD)/lib$(1).a: $(call obj,$(call src,$(1)))
	@mkdir -p $$(@D); rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))
$(BUILD)/liboffice.a: $(filter-out $(BUILD)/forms/office/main.o,$(call obj,$(OFFICE)))
	@rm -f $@
	@ar rcs $@ $^
# the readers of foreign files: hoctap-file, the tests and the fuzz targets link them, hoctap never
$(BUILD)/libforeign.a: $(filter-out $(BUILD)/core/foreign/main.o,$(call obj,$(FOREIGN)))
	@rm -f $@
	@ar rcs $@ $^
# taken into the program as it is
$(BUILD)/core/criteria_parse.o: core/criteria_sets.json
$(BUILD)/%.o: %.c Makefile | deps-build
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/locale/en/LC_MESSAGES/hoctap.mo: locale/po/en.po | deps-build
	@mkdir -p $(@D)
	@msgfmt -c -o $@ $<

# the manual page is printed from the tables of commands, options and keys
$(BUILD)/print_man: $(BUILD)/tests/print_man.o $(LIBFILES)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/hoctap.%.1: $(BUILD)/print_man $(BUILD)/locale/en/LC_MESSAGES/hoctap.mo
	@LC_ALL=C.UTF-8 $< $* $(BUILD)/locale >$@

# what tests share; a program takes what it uses
$(BUILD)/libsupport.a: $(patsubst %,$(BUILD)/tests/%.o,support pty term_demo term_world story_keys)
	@rm -f $@
	@ar rcs $@ $^
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libsupport.a $(TESTLIBS) | all
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libsupport.a $(TESTLIBS) $(LIBS) $(OFFICELIBS) $(FILELIBS) $(shell pkg-config --libs $(TESTPKGS))
# A fuzz target is one file with LLVMFuzzerTestOneInput; here it replays its corpus. `make fuzzers`
# builds them with clang's libFuzzer. A target for hoctap-file's readers may include their objects.
$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(if $(FUZZER),,$(BUILD)/tests/fuzz/replay.o) $(TESTLIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(SANFLAGS) $(if $(FUZZER),-fsanitize=fuzzer) $(LDFLAGS) -o $@ $^ $(LIBS) $(OFFICELIBS) $(FILELIBS)

run: all
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BUILD)/hoctap; else \
	echo "hoctap đã dựng xong tại $(BUILD)/hoctap; cần một màn hình dòng lệnh (terminal) để mở." >&2; exit 2; fi
include tests/torture/torture.mk
test: deps-test all $(TESTS) $(FUZZ) $(BUILD)/torture $(PRELOADS) $(BUILD)/tests/story/story
	@BUILD=$(BUILD) sh tests/run.sh
po:
	@sh tests/po.sh merge
dict:
	@$(MAKE) -s $(BUILD)/tests/print_dict >&2 && $(BUILD)/tests/print_dict
# e.g. build/fuzzing/fuzz/fuzz_csv -max_total_time=60 tests/fuzz/corpus/csv
fuzzers:
	@sh tests/deps.sh clang libclang-rt-14-dev
	@$(MAKE) CC=clang FUZZER=1 OPT=-O1 BUILD=build/fuzzing fuzz-programs
fuzz-programs: $(FUZZ)
install: all
	install -D -m 755 $(BUILD)/hoctap $(DESTDIR)$(PREFIX)/bin/hoctap
	install -D -m 755 $(BUILD)/hoctap-file $(DESTDIR)$(PREFIX)/libexec/hoctap/hoctap-file
	install -D -m 755 $(BUILD)/hoctap-office $(DESTDIR)$(PREFIX)/libexec/hoctap/hoctap-office
	install -D -m 644 $(BUILD)/locale/en/LC_MESSAGES/hoctap.mo $(DESTDIR)$(PREFIX)/share/locale/en/LC_MESSAGES/hoctap.mo
	install -D -m 644 $(BUILD)/hoctap.en.1 $(DESTDIR)$(PREFIX)/share/man/man1/hoctap.1
	install -D -m 644 $(BUILD)/hoctap.vi.1 $(DESTDIR)$(PREFIX)/share/man/vi/man1/hoctap.1
include tests/bench/bench.mk
layers:
	@sh tests/layers.sh
format:
	clang-format -i $(FORMATTED)
format-check:
	@clang-format --dry-run -Werror $(FORMATTED) && echo "format: ok"
clean:
	rm -rf build

-include $(patsubst %.c,$(BUILD)/%.d,$(ALLSRC))
.PHONY: all run test dict po fuzzers fuzz-programs install layers format format-check clean
.SECONDARY:
