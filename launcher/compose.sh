# shellcheck shell=bash
# docker-compose, which one test asks what it thinks of our file. It needs no engine for that.

# need_compose: installs Debian's docker-compose. Where that is not possible the test is skipped.
need_compose() {
  # In a shell of its own: what can not be installed ends that one.
  (need_commands docker-compose) || say "docker-compose can not be had; the test that needs it is skipped"
}
