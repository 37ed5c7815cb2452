#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Plays every tests/story/*.story (see tests/story/story.c); UPDATE=1 rewrites their pictures.
# STORY=name plays one.
player=${BUILD:-build}/tests/story/story
failed=0
for s in tests/story/${STORY:-*}.story; do
    "$player" "$s" || failed=1
done
exit $failed
