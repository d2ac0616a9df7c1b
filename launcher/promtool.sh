# shellcheck shell=bash
# Prometheus' checker of metrics pages, which one test asks.

# need_promtool: puts promtool on the path, out of Debian's package, which is not installed: that would start a server. Without it the test is skipped.
need_promtool() {
  local folder=$SLUICE_HOME/target/promtool
  has promtool && return
  [[ -x $folder/usr/bin/promtool ]] || unpack_promtool "$folder" || {
    say "promtool can not be had from the package prometheus; the test that needs it is skipped"
    return 0
  }
  PATH=$folder/usr/bin:$PATH
}

unpack_promtool() (
  has apt-get && has dpkg-deb || return 1
  say "fetching promtool out of the package prometheus"
  mkdir -p "$1" && cd "$1" || return 1
  apt-get download -qq prometheus >&2 || return 1
  dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool || return 1
  rm -f prometheus_*.deb
)
