# shellcheck shell=bash
# The program, and whether the one that is there was made from the sources that are there.

readonly DIST=$SLUICE_HOME/server/target/dist
readonly STAMP=$SLUICE_HOME/server/target/dist.stamp
readonly NODE_OLDEST=18

build() {
  [[ $# -eq 0 ]] || die "build takes no arguments"
  if is_up_to_date; then
    say "up to date: $DIST/sluice.jar"
  else
    build_program
    say "built $DIST/sluice.jar"
  fi
}

# Two launchers at once build one after the other.
build_program() {
  require_jdk
  need_node
  mkdir -p "$SLUICE_HOME/target"
  (
    flock 9
    is_up_to_date || package_program
  ) 9>"$SLUICE_HOME/target/build.lock"
}

# The stamp is made of the sources as they were before, so an edit during the build is not lost.
package_program() {
  local sources
  sources=$(sources_print)
  say "building with $JAVA_HOME; the first time takes a few minutes"
  run_maven -Dmaven.test.skip=true -pl server -am package | show_progress ||
    die "the build failed; what went wrong stands above"
  printf '%s\n%s\n' "$sources" "$(dist_print)" >"$STAMP"
}

show_progress() {
  sed -u -n -e 's/^\[INFO\] Building \(.*[^ ]\) *\(\[.*\]\)$/sluice: \2 \1/p' -e '/^\[ERROR\]/p' >&2
}

is_up_to_date() {
  [[ -f $STAMP && -f $DIST/sluice.jar ]] || return 1
  [[ $(<"$STAMP") == "$(sources_print)"$'\n'"$(dist_print)" ]]
}

# One checksum over the names and contents of all that goes into the program. Not over times: a checkout changes those.
sources_print() {
  (
    cd "$SLUICE_HOME" || exit
    find pom.xml .mvn ./*/pom.xml ./*/src ./web \
      \( -name target -o -name node_modules -o -path './*/src/test' -o -name '*~' -o -name '*.sw?' \) -prune \
      -o -type f -print0 | sort -zu | xargs -0 sha256sum | sha256sum
  )
}

# One checksum over what the build left: it tells a folder that Maven has touched since, or that lost a file.
dist_print() {
  find "$DIST" -type f -printf '%P %s %T@\n' | sort | sha256sum
}

# The browser page is built by Node.
need_node() {
  local version
  need_commands node npm
  version=$(node --print process.versions.node)
  [[ ${version%%.*} -ge $NODE_OLDEST ]] ||
    die "Node $version is too old to build the browser page: Sluice needs $NODE_OLDEST or newer"
}
