# shellcheck shell=bash
# Maven: the machine's own when it is recent enough, else the wrapper's.

readonly MAVEN_OLDEST=3.8.6

# run_maven ARGS...: runs Maven on the JDK of JAVA_HOME in the project's folder.
run_maven() {
  local maven
  maven=$(find_maven)
  [[ $maven == mvn ]] || prepare_wrapper
  (
    cd "$SLUICE_HOME" || exit
    # Maven's own libraries use what newer JDKs warn about.
    export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
    exec "$maven" --batch-mode --no-transfer-progress "$@" </dev/null
  )
}

find_maven() {
  if has mvn && maven_is_recent; then
    echo mvn
  else
    echo "$SLUICE_HOME/mvnw"
  fi
}

maven_is_recent() {
  local version
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  [[ -n $version ]] && printf '%s\n' "$MAVEN_OLDEST" "$version" | sort --version-sort --check=silent
}

# The wrapper checks the archive's checksum, which is that of the zip file.
prepare_wrapper() {
  say "no Maven $MAVEN_OLDEST or newer here: using the wrapper, which fetches one"
  need_commands unzip
}
