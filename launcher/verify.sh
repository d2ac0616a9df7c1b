# shellcheck shell=bash
# All tests: the launcher's own, then everything Maven knows, with real browsers.

# verify MAVEN_ARGS...: the arguments narrow Maven's part, for example: -pl rtp -am
verify() {
  local started status=0
  require_jdk
  need_node
  need_commands chromium ffmpeg
  need_promtool
  need_compose
  mkdir -p "$SLUICE_HOME/target"
  started=$SLUICE_HOME/target/test-started
  touch "$started"
  "$SLUICE_HOME/launcher/test.sh" || status=1
  run_maven --fail-at-end verify "$@" || status=1
  sum_up "$started"
  exit "$status"
}

# sum_up MARKER: adds up the reports that are newer than the marker, whatever module they are from.
sum_up() {
  (
    cd "$SLUICE_HOME" || exit
    find . -path '*/node_modules' -prune -o \( -path '*/target/surefire-reports/TEST-*.xml' -o -path '*/target/failsafe-reports/TEST-*.xml' \) \
      -newer "$1" -print0 | xargs -0 --no-run-if-empty grep -h '^ *<testsuite ' | add_suites
  )
}

add_suites() {
  awk '
    function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    { tests += attribute("tests"); skipped += attribute("skipped"); failed += attribute("failures") + attribute("errors") }
    END { printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped }'
}
