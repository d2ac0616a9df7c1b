# shellcheck shell=bash
# Files from the network, and the folder where they are kept.

cache_dir() {
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/sluice"
}

# fetch URL FILE: non-zero when the server refuses or the line breaks.
fetch() {
  local url=$1 file=$2
  has curl || has wget || need_commands curl
  if has curl; then
    curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 --output "$file" "$url"
  else
    wget --quiet --tries=3 --timeout=20 --output-document="$file" "$url"
  fi
}

# has_sha256 FILE HEX
has_sha256() {
  local actual
  actual=$(sha256sum <"$1")
  [[ ${actual%% *} == "$2" ]]
}
