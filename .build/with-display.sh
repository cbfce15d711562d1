#!/usr/bin/env bash
# Runs a command on an X display of its own, without a screen, with a window manager and OpenGL in software.
set -euo pipefail

export LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
# shellcheck disable=SC2016 # the inner shell expands them
exec xvfb-run --auto-servernum --server-args='-screen 0 1600x1000x24 -nolisten tcp' \
	bash -c 'openbox >/dev/null 2>&1 & manager=$!; trap "kill $manager 2>/dev/null" EXIT; "$@"' with-display "$@"
