#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The short form of `make torture`: every scene for about a second (under a sanitizer, fewer tries).
TORTURE_SECONDS=${TORTURE_SECONDS:-8} "${BUILD:-build}/torture"
