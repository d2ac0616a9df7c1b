# shellcheck shell=bash
# Which JDK builds and runs Sluice. The machine's default Java may be older: it is left alone.

readonly JAVA_FEATURE=25

# Sets and exports JAVA_HOME, downloading a JDK when the machine has none that will do.
require_jdk() {
  local home
  home=$(find_jdk) || home=$(download_jdk) || exit 1
  export JAVA_HOME=$home
}

# Prints the home of a JDK that will do. A JAVA_HOME set by hand may be newer than what we ask for; elsewhere only the
# very version is taken, because a newer compiler has not been tried.
find_jdk() {
  local home feature
  if [[ -n ${JAVA_HOME:-} ]]; then
    feature=$(jdk_feature "$JAVA_HOME")
    if [[ -n $feature && $feature -ge $JAVA_FEATURE ]]; then
      echo "$JAVA_HOME"
      return 0
    fi
  fi
  while IFS= read -r home; do
    if [[ $(jdk_feature "$home") == "$JAVA_FEATURE" ]]; then
      echo "$home"
      return 0
    fi
  done < <(jdk_places)
  return 1
}

# Folders that may be a JDK, best first. The system's folder can be named by SLUICE_JVM_DIR.
jdk_places() {
  local place
  if has java; then
    place=$(readlink -f "$(command -v java)")
    echo "${place%/bin/java}"
  fi
  for place in \
    "${SLUICE_JVM_DIR:-/usr/lib/jvm}"/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/mise}"/installs/java/* \
    "$(cache_dir)"/jdk-*; do
    echo "$place"
  done
}

# Prints the feature version (17, 25, ...) of the JDK at a folder; nothing when there is no JDK with a compiler.
jdk_feature() {
  local home=$1
  [[ -x $home/bin/java && -x $home/bin/javac && -r $home/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release"
}
