# shellcheck shell=bash
# How the launcher speaks: everything goes to stderr, so that stdout stays the program's own.

say() {
  printf 'sluice: %s\n' "$*" >&2
}

complain() {
  printf 'sluice: error: %s\n' "$*" >&2
}

die() {
  complain "$@"
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}
