#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/test_ssh_people.sh with forty people at once, several times.
SSH_PEOPLE=${SSH_PEOPLE:-40} SSH_ROUNDS=${SSH_ROUNDS:-5} exec sh "$(dirname "$0")/../test_ssh_people.sh"
