# shellcheck shell=bash
# The server, in the foreground.

# Modest, and the same for everybody; SLUICE_JAVA_OPTS comes after them and wins.
readonly JAVA_DEFAULTS=(-Xms512m -Xmx512m -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError)

# run_server FLAGS...: becomes the server, so that a signal sent to the launcher reaches it.
run_server() {
  local options=()
  is_up_to_date || build_program
  require_jdk
  read -ra options <<<"${SLUICE_JAVA_OPTS:-}"
  exec "$JAVA_HOME/bin/java" "${JAVA_DEFAULTS[@]}" "${options[@]}" -jar "$DIST/sluice.jar" "$@"
}

# run_command NAME ARGS...: becomes one of the program's commands, which is over in a moment.
run_command() {
  is_up_to_date || build_program
  require_jdk
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$DIST/sluice.jar" "$@"
}
