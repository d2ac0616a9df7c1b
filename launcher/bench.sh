# shellcheck shell=bash
# The benchmarks.

# bench ARGS...: builds the benchmarks and becomes their program.
bench() {
  local dist=$SLUICE_HOME/benchmarks/target/dist options=()
  [[ -f $SLUICE_HOME/benchmarks/pom.xml ]] || die "this checkout has no benchmarks"
  require_jdk
  need_node
  say "building the benchmarks"
  run_maven -Dmaven.test.skip=true -pl benchmarks -am package | show_progress ||
    die "the build failed; what went wrong stands above"
  read -ra options <<<"${SLUICE_JAVA_OPTS:-}"
  exec "$JAVA_HOME/bin/java" "${JAVA_DEFAULTS[@]}" "${options[@]}" \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$dist/*:$dist/lib/*" io.sluice.benchmarks.Bench "$@"
}
