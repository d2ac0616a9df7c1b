#!/usr/bin/env bash
# Tests of the launcher: each runs it in a made-up home, with made-up JDKs, Maven and Node, and reads what it says.
set -euo pipefail

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
WORK=$(mktemp -d)
STAND_IN=
trap 'stop_stand_in; rm -rf "$WORK"' EXIT
passed=0 failed=0 skipped=0

# --- the little there is of a test framework ---

# it SENTENCE FUNCTION: the function runs in a fresh world; what it and the launcher print is shown when it fails.
it() {
  rm -rf "$WORK/world"
  make_world
  # Not as a condition: there bash would go on after a failed command.
  local outcome=0
  set +e
  (set -e && "$2") >"$WORK/log" 2>&1
  outcome=$?
  set -e
  stop_stand_in
  if [[ $outcome -eq 0 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: the launcher %s\n' "$1"
    sed 's/^/    /' "$WORK/log"
  fi
}

# status_of COMMAND...: leaves its exit code in $status and what it printed in $output.
status_of() {
  status=0
  output=$("$@" 2>&1) || status=$?
  printf '%s\n' "$output"
}

expect_status() {
  [[ $status -eq $1 ]] || { echo "expected exit code $1, got $status" && return 1; }
}

expect_output() {
  [[ $output == *"$1"* ]] || { echo "expected to read: $1" && return 1; }
}

expect_no_output() {
  [[ $output != *"$1"* ]] || { echo "did not expect to read: $1" && return 1; }
}

# --- the made-up world ---

make_world() {
  PROJECT=$WORK/world/project
  BIN=$WORK/world/bin
  JVM=$WORK/world/jvm
  mkdir -p "$PROJECT"/{.mvn,web/src,server/src/main,server/src/test} "$BIN" "$JVM" "$WORK/world/home"
  cp -r "$HERE/../sluice" "$HERE/../deploy" "$HERE" "$PROJECT/"
  touch "$PROJECT/.mvn/jvm.config" "$PROJECT"/{pom.xml,server/pom.xml,web/index.html,server/src/main/A.java,server/src/test/T.java}
  echo old >"$PROJECT/server/src/main/A.java"
  make_maven 3.9.9
  make_program node 'echo 20.19.0'
  make_program npm 'exit 0'
}

make_program() {
  printf '#!/bin/sh\n%s\n' "$2" >"$BIN/$1"
  chmod +x "$BIN/$1"
}

# A Maven that writes down how it was called, and leaves what the build would.
make_maven() {
  make_program mvn "
    [ \"\$1\" != --version ] || { echo 'Apache Maven $1 (made up)'; exit 0; }
    echo \"java=\$JAVA_HOME args=\$*\" >>'$WORK/world/maven.log'
    [ ! -e '$WORK/world/maven-fails' ] || { echo '[ERROR] no luck'; exit 1; }
    mkdir -p server/target/dist/lib
    echo jar >server/target/dist/sluice.jar
    echo lib >server/target/dist/lib/a.jar"
}

# make_jdk FOLDER VERSION: a JDK whose java prints how it was called.
make_jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_RUNTIME_VERSION="9+9"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  # shellcheck disable=SC2016 # the expansion belongs to the made-up java
  printf '#!/bin/sh\necho "java %s: $*"\n' "$2" >"$1/bin/java"
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1"/bin/*
}

# launcher ARGS...: no variable of the real world reaches it but the ones named here.
launcher() {
  env -i PATH="$BIN:/usr/bin:/bin" HOME="$WORK/world/home" SLUICE_JVM_DIR="$JVM" "${settings[@]}" "$PROJECT/sluice" "$@"
}
settings=()

times_maven_ran() {
  wc -l 2>/dev/null <"$WORK/world/maven.log" || echo 0
}

# --- commands ---

prints_its_help() {
  status_of launcher help
  expect_status 0
  for command in dev run build package test bench help generate-keys token rooms participants dispatches config ports; do expect_output "  $command "; done
  local help=$output
  status_of launcher
  expect_status 0
  [[ $output == "$help" ]]
}

refuses_an_unknown_command() {
  status_of launcher frobnicate
  expect_status 2
  expect_output "there is no command 'frobnicate'"
  expect_output "usage: ./sluice"
}

hands_flags_to_the_server() {
  make_jdk "$JVM/jdk-25" 25.0.1
  settings=(SLUICE_JAVA_OPTS="-Da=b -XX:+UseZGC")
  status_of launcher run --config "a file.yaml" --port 7
  expect_status 0
  expect_output "-Da=b -XX:+UseZGC -jar $PROJECT/server/target/dist/sluice.jar --config a file.yaml --port 7"
  expect_no_output "--dev"
  status_of launcher dev --port 7
  expect_output "sluice.jar --dev --port 7"
}

hands_commands_to_the_program() {
  make_jdk "$JVM/jdk-25" 25.0.1
  status_of launcher rooms list --url http://example.com
  expect_status 0
  expect_output "-jar $PROJECT/server/target/dist/sluice.jar rooms list --url http://example.com"
}

packs_the_program_with_a_runtime() {
  make_jdk "$JVM/jdk-25" 25.0.1
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\nmkdir "$2"\n' >"$JVM/jdk-25/bin/jlink"
  chmod +x "$JVM/jdk-25/bin/jlink"
  status_of launcher package "$WORK/world/out"
  expect_status 0
  [[ -d $WORK/world/out/jre && -f $WORK/world/out/sluice.jar && -f $WORK/world/out/lib/a.jar ]]
  [[ -x $WORK/world/out/bin/sluice && -x $WORK/world/out/bin/healthcheck ]]
  status_of launcher package "$WORK/world/out"
  expect_status 1
  expect_output "holds a runtime already"
  status_of launcher package
  expect_status 1
  expect_output "takes one argument"
}

becomes_the_server() {
  make_jdk "$JVM/jdk-25" 25.0.1
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "I am $$"\n' >"$JVM/jdk-25/bin/java"
  launcher build
  env -i PATH="$BIN:/usr/bin:/bin" HOME="$WORK/world/home" SLUICE_JVM_DIR="$JVM" "$PROJECT/sluice" run >"$WORK/world/pid" &
  local launched=$!
  wait "$launched"
  [[ $(<"$WORK/world/pid") == "I am $launched" ]]
}

# --- which JDK ---

passes_over_an_older_jdk() {
  make_jdk "$JVM/a-17" 17.0.15
  make_jdk "$JVM/b-25" 25
  make_jdk "$JVM/c-26" 26.0.1
  ln -s "$JVM/a-17/bin/java" "$BIN/java"
  settings=(JAVA_HOME="$JVM/a-17")
  status_of launcher run
  expect_output "java 25: "
}

obeys_a_newer_java_home() {
  make_jdk "$JVM/b-25" 25.0.1
  make_jdk "$WORK/world/mine" 26.0.1
  settings=(JAVA_HOME="$WORK/world/mine")
  status_of launcher run
  expect_output "java 26.0.1: "
}

finds_the_jdk_of_the_path() {
  make_jdk "$WORK/world/opt/jdk" 25.0.1
  ln -s "$WORK/world/opt/jdk/bin/java" "$BIN/java"
  status_of launcher run
  expect_output "java 25.0.1: "
}

finds_the_jdk_of_sdkman() {
  make_jdk "$WORK/world/home/.sdkman/candidates/java/25-tem" 25.0.1
  status_of launcher run
  expect_output "java 25.0.1: "
}

finds_the_jdk_of_mise() {
  make_jdk "$WORK/world/home/.local/share/mise/installs/java/temurin-25" 25.0.1
  status_of launcher run
  expect_output "java 25.0.1: "
}

passes_over_a_runtime_without_compiler() {
  make_jdk "$JVM/a-25" 25.0.1
  rm "$JVM/a-25/bin/javac"
  settings=(SLUICE_JDK_API=http://127.0.0.1:1)
  status_of launcher build
  expect_status 1
  expect_output "could not ask for a JDK"
}

# --- a JDK from the network ---

downloads_a_jdk_once() {
  offer_jdk 25.0.9 good
  status_of launcher run
  expect_status 0
  expect_output "no JDK 25 found on this machine"
  expect_output "java 25.0.9: "
  [[ $(find "$WORK/world/home/.cache/sluice" -mindepth 1 -maxdepth 1) == */jdk-25-* ]]
  settings=(SLUICE_JDK_API=http://127.0.0.1:1)
  status_of launcher run
  expect_status 0
  expect_output "java 25.0.9: "
}

keeps_its_cache_where_it_is_told() {
  offer_jdk 25.0.9 good
  settings+=(XDG_CACHE_HOME="$WORK/world/elsewhere")
  status_of launcher run
  expect_output "java 25.0.9: "
  [[ -x $(echo "$WORK"/world/elsewhere/sluice/jdk-25-*/bin/java) ]]
}

throws_away_a_jdk_with_a_wrong_checksum() {
  offer_jdk 25.0.9 bad
  status_of launcher run
  expect_status 1
  expect_output "it was thrown away"
  expect_no_output "java 25.0.9: "
  [[ -z $(ls -A "$WORK/world/home/.cache/sluice") && $(times_maven_ran) -eq 0 ]]
}

throws_away_a_jdk_of_another_version() {
  offer_jdk 24.0.2 good
  status_of launcher run
  expect_status 1
  expect_output "the archive holds no JDK 25"
  [[ -z $(ls -A "$WORK/world/home/.cache/sluice") ]]
}

explains_an_answer_without_a_jdk() {
  offer_jdk 25.0.9 good
  echo '[]' >"$WORK/world/site/v3/assets/latest/25/hotspot"
  status_of launcher run
  expect_status 1
  expect_output "names no JDK archive"
  expect_output "set JAVA_HOME"
}

# offer_jdk VERSION good|bad: puts an archive, and an answer as the API's, where the stand-in serves them.
offer_jdk() {
  local site=$WORK/world/site checksum
  make_jdk "$WORK/world/packed/jdk-$1" "$1"
  mkdir -p "$site/v3/assets/latest/25"
  tar -czf "$site/jdk.tar.gz" -C "$WORK/world/packed" "jdk-$1"
  checksum=$(sha256sum <"$site/jdk.tar.gz")
  [[ $2 == good ]] || checksum=$(echo "not it" | sha256sum)
  start_stand_in "$site"
  cat >"$site/v3/assets/latest/25/hotspot" <<EOF
[
  {
    "binary": {
      "architecture": "x64",
      "package": {
        "checksum": "${checksum%% *}",
        "checksum_link": "$STAND_IN/other.txt",
        "link": "$STAND_IN/jdk.tar.gz",
        "name": "jdk.tar.gz"
      },
      "scm_ref": "jdk-$1"
    },
    "release_link": "$STAND_IN/release"
  }
]
EOF
  settings=(SLUICE_JDK_API="$STAND_IN")
}

# The stand-in is the file server of the JDK that really is on this machine.
start_stand_in() {
  # It ends with the test that started it, even when that is killed and no trap of ours runs.
  local tied=()
  ! has setpriv || tied=(setpriv --pdeathsig KILL)
  rm -f "$WORK/stand-in.log"
  "${tied[@]}" "$REAL_JDK/bin/jwebserver" --directory "$1" --port 0 --bind-address 127.0.0.1 >"$WORK/stand-in.log" 2>&1 &
  echo $! >"$WORK/stand-in.pid"
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    STAND_IN=$(sed -n 's|^URL \(http://[0-9.:]*\)/.*|\1|p' "$WORK/stand-in.log" 2>/dev/null) || true
    [[ -z $STAND_IN ]] || return 0
    read -rt 0.1 <> <(:) || true
  done
  cat "$WORK/stand-in.log"
  return 1
}

stop_stand_in() {
  [[ ! -f $WORK/stand-in.pid ]] || kill "$(<"$WORK/stand-in.pid")" 2>/dev/null || true
  rm -f "$WORK/stand-in.pid"
}

# --- building only what is missing ---

builds_once() {
  make_jdk "$JVM/jdk-25" 25.0.1
  status_of launcher build
  expect_status 0
  expect_output "built $PROJECT/server/target/dist/sluice.jar"
  grep -q "java=$JVM/jdk-25 args=.* -pl server -am package" "$WORK/world/maven.log"
  status_of launcher build
  expect_status 0
  expect_output "up to date"
  touch -d "2 days ago" "$PROJECT"/pom.xml "$PROJECT"/server/src/main/A.java
  echo changed >"$PROJECT/server/src/test/T.java"
  status_of launcher build
  expect_output "up to date"
  [[ $(times_maven_ran) -eq 1 ]]
}

builds_again_when() {
  make_jdk "$JVM/jdk-25" 25.0.1
  launcher build
  (cd "$PROJECT" && eval "$1")
  status_of launcher build
  expect_status 0
  expect_output "built "
  [[ $(times_maven_ran) -eq 2 ]]
}
builds_again_after_an_edit() { builds_again_when 'cp -p server/src/main/A.java at; echo new >server/src/main/A.java; touch -r at server/src/main/A.java'; }
builds_again_after_a_rename() { builds_again_when 'mv server/src/main/A.java server/src/main/B.java'; }
builds_again_after_a_new_module() { builds_again_when 'mkdir more && touch more/pom.xml'; }
builds_again_after_a_lost_library() { builds_again_when 'rm server/target/dist/lib/a.jar'; }
builds_again_after_a_clean() { builds_again_when 'rm -r server/target'; }

says_when_the_build_fails() {
  make_jdk "$JVM/jdk-25" 25.0.1
  touch "$WORK/world/maven-fails"
  status_of launcher run
  expect_status 1
  expect_output "[ERROR] no luck"
  expect_output "the build failed"
  expect_no_output "java 25.0.1: "
  rm "$WORK/world/maven-fails"
  status_of launcher run
  expect_output "java 25.0.1: "
}

# --- Maven and Node ---

takes_the_wrapper_for_an_old_maven() {
  make_jdk "$JVM/jdk-25" 25.0.1
  cp "$BIN/mvn" "$PROJECT/mvnw"
  make_maven 3.8.5
  make_program unzip 'exit 0'
  status_of launcher build
  expect_status 0
  grep -q "args=--batch-mode" "$WORK/world/maven.log"
  launcher build
  rm -r "$PROJECT/server/target"
  make_maven 3.8.6
  mv "$PROJECT/mvnw" "$PROJECT/mvnw.gone"
  status_of launcher build
  expect_status 0
  expect_no_output "wrapper"
}

refuses_an_old_node() {
  make_jdk "$JVM/jdk-25" 25.0.1
  make_program node 'echo 16.20.0'
  status_of launcher build
  expect_status 1
  expect_output "Node 16.20.0 is too old"
}

# --- tests ---

sums_up_the_reports_of_this_run() {
  make_jdk "$JVM/jdk-25" 25.0.1
  make_program chromium 'exit 0'
  make_program ffmpeg 'exit 0'
  make_program promtool 'exit 0'
  make_program docker-compose 'exit 0'
  printf '#!/bin/sh\necho the launcher was tested\n' >"$PROJECT/launcher/test.sh"
  mkdir -p "$PROJECT"/a/target/{surefire,failsafe}-reports
  report 5 1 0 1 "$PROJECT/a/target/surefire-reports/TEST-old.xml" && touch -d yesterday "$PROJECT/a/target/surefire-reports/TEST-old.xml"
  make_program mvn "
    [ \"\$1\" != --version ] || { echo 'Apache Maven 3.9.9'; exit 0; }
    sleep 0.02
    cp '$WORK/world/unit.xml' a/target/surefire-reports/TEST-unit.xml
    cp '$WORK/world/it.xml' a/target/failsafe-reports/TEST-it.xml
    exit 3"
  report 7 0 0 2 "$WORK/world/unit.xml"
  report 4 1 1 0 "$WORK/world/it.xml"
  status_of launcher test
  expect_status 1
  expect_output "the launcher was tested"
  [[ ${output##*$'\n'} == "7 passed, 2 failed, 2 skipped" ]]
}

unpacks_promtool_without_installing_it() {
  make_program apt-get 'touch prometheus_2.42.0_amd64.deb'
  make_program dpkg-deb "tar -C '$WORK/world/deb' -c ./usr/bin/promtool"
  mkdir -p "$WORK/world/deb/usr/bin"
  printf '#!/bin/sh\n' >"$WORK/world/deb/usr/bin/promtool" && chmod +x "$WORK/world/deb/usr/bin/promtool"
  PATH=$BIN:$PATH bash -c '. "$0/say.sh" && . "$0/promtool.sh" && unpack_promtool "$1"' "$HERE" "$WORK/world/tool"
  [[ -x $WORK/world/tool/usr/bin/promtool && ! -e $WORK/world/tool/prometheus_2.42.0_amd64.deb ]]
}

goes_on_without_compose() {
  make_program id 'echo 0'
  make_program apt-get 'exit 1'
  mkdir "$WORK/world/few"
  ln -s "$(command -v env)" "$(command -v bash)" "$WORK/world/few/"
  # shellcheck disable=SC2016 # the other shell expands it
  status_of env -i PATH="$BIN:$WORK/world/few" bash -c '. "$0/say.sh" && . "$0/packages.sh" && . "$0/compose.sh" && need_compose && echo went on' "$HERE"
  expect_status 0
  expect_output "the test that needs it is skipped"
  expect_output "went on"
}

# report TESTS FAILURES ERRORS SKIPPED FILE
report() {
  printf '<?xml version="1.0"?>\n<testsuite name="x" time="1.5" tests="%d" errors="%d" skipped="%d" failures="%d">\n' "$1" "$3" "$4" "$2" >"$5"
}

says_what_to_install_where_it_may_not() {
  make_jdk "$JVM/jdk-25" 25.0.1
  rm "$BIN/npm"
  make_program id 'echo 1000'
  make_program sudo 'exit 1'
  make_program apt-get 'exit 0'
  PATH_WITHOUT_NPM=$WORK/world/few
  mkdir "$PATH_WITHOUT_NPM"
  for program in bash cat cut dirname env find flock grep mkdir mktemp readlink rm sed sha256sum sort tar tr xargs; do
    ln -s "$(command -v $program)" "$PATH_WITHOUT_NPM/"
  done
  status_of env -i PATH="$BIN:$PATH_WITHOUT_NPM" HOME="$WORK/world/home" SLUICE_JVM_DIR="$JVM" "$PROJECT/sluice" build </dev/null
  expect_status 1
  expect_output "apt-get install --no-install-recommends npm"
  [[ $(times_maven_ran) -eq 0 ]]
}

is_free_of_shell_mistakes() {
  (cd "$HERE/.." && shellcheck -x sluice launcher/*.sh deploy/sluice deploy/package.sh deploy/healthcheck .ci/run)
}

# --- all of them ---

# shellcheck source=launcher/fetch.sh
source "$HERE/fetch.sh"
# shellcheck source=launcher/say.sh
source "$HERE/say.sh"
# shellcheck source=launcher/jdk.sh
source "$HERE/jdk.sh"
REAL_JDK=$(find_jdk) || die "these tests need a JDK $JAVA_FEATURE, for its file server"

it "prints its help" prints_its_help
it "refuses an unknown command" refuses_an_unknown_command
it "hands flags to the server" hands_flags_to_the_server
it "hands commands to the program" hands_commands_to_the_program
it "packs the program with a runtime" packs_the_program_with_a_runtime
it "becomes the server" becomes_the_server
it "passes over an older JDK" passes_over_an_older_jdk
it "obeys a newer JAVA_HOME" obeys_a_newer_java_home
it "finds the JDK of the PATH" finds_the_jdk_of_the_path
it "finds the JDK of SDKMAN" finds_the_jdk_of_sdkman
it "finds the JDK of mise" finds_the_jdk_of_mise
it "passes over a runtime without compiler" passes_over_a_runtime_without_compiler
it "downloads a JDK once" downloads_a_jdk_once
it "keeps its cache where it is told" keeps_its_cache_where_it_is_told
it "throws away a JDK with a wrong checksum" throws_away_a_jdk_with_a_wrong_checksum
it "throws away a JDK of another version" throws_away_a_jdk_of_another_version
it "explains an answer without a JDK" explains_an_answer_without_a_jdk
it "builds once" builds_once
it "builds again after an edit that keeps the time" builds_again_after_an_edit
it "builds again after a rename" builds_again_after_a_rename
it "builds again after a new module" builds_again_after_a_new_module
it "builds again after a lost library" builds_again_after_a_lost_library
it "builds again after a clean" builds_again_after_a_clean
it "says when the build fails" says_when_the_build_fails
it "takes the wrapper for an old Maven" takes_the_wrapper_for_an_old_maven
it "refuses an old Node" refuses_an_old_node
it "sums up the reports of this run" sums_up_the_reports_of_this_run
it "unpacks promtool without installing it" unpacks_promtool_without_installing_it
it "goes on without docker-compose" goes_on_without_compose
it "says what to install where it may not" says_what_to_install_where_it_may_not
if has shellcheck; then
  it "is free of what shellcheck finds" is_free_of_shell_mistakes
else
  skipped=1
fi

printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[[ $failed -eq 0 ]]
