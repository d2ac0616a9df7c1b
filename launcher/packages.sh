# shellcheck shell=bash
# Programs that come from the distribution's own packages.

# need_commands NAME...: installs the Debian packages of those commands that are not there yet.
need_commands() {
  local name missing=()
  for name in "$@"; do
    has "$name" || missing+=("$(package_of "$name")")
  done
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

package_of() {
  case $1 in
    node) echo nodejs ;;
    *) echo "$1" ;;
  esac
}

install_packages() {
  local root=()
  has apt-get || die "please install: $* (this system has no apt-get, so the launcher can not do it)"
  if [[ $(id -u) -ne 0 ]]; then
    may_use_sudo || die "please install what is missing, as root: apt-get install --no-install-recommends $*"
    root=(sudo)
  fi
  say "installing by apt-get: $*"
  "${root[@]}" apt-get update -qq >&2 || say "apt-get update failed; trying with the package lists that are there"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends ca-certificates "$@" </dev/null >&2 ||
    die "apt-get could not install: $*"
}

# With a terminal sudo may ask for the password; without one it must do without.
may_use_sudo() {
  has sudo || return 1
  [[ -t 0 ]] || sudo -n true 2>/dev/null
}
