#!/bin/sh
# The end-to-end tests need tmux, an SSH server and curl. As root in CI they are installed; elsewhere the one
# command is printed, and the tests that need them skip with a reason.
set -eu
missing=""
command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
{ command -v sshd || test -x /usr/sbin/sshd; } >/dev/null 2>&1 || missing="$missing openssh-server"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
test -n "$missing" || exit 0
if [ "$(id -u)" = 0 ] && [ -n "${CI:-}" ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing openssh-client
else
    echo "Some end-to-end tests will be skipped. To run them too: sudo apt-get install$missing openssh-client"
fi
