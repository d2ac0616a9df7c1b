# shellcheck shell=bash

print_help() {
  cat <<'EOF'
usage: ./sluice COMMAND [ARGUMENTS]

  dev [FLAGS]     build what is missing and run the server with development keys; the meeting page is then at
                  http://localhost:7880/meet/
  run [FLAGS]     build what is missing and run the server in the foreground; FLAGS go to the server, for example
                  --config FILE or --dev (./sluice run --help lists them)
  build           build the program into server/target/dist, or say that it is up to date
  package FOLDER  build what is missing and make a folder with the program and a Java runtime of its own, to be copied to a
                  machine without Java
  test [ARGS]     run all tests, with what they need installed first; ARGS go to Maven, for example -pl rtp -am
  bench [ARGS]    run the benchmarks; ARGS go to them (./sluice bench --help lists them)
  help            this text

of the program itself; each tells more with --help

  generate-keys   make an API key and its secret
  token           make access tokens
  rooms           list, show, make and end the rooms of a running server
  participants    list, show, mute and remove those who are in a room
  dispatches      list, make and end the calls of agents into a room
  config          check a configuration file
  ports           list the ports a server listens on

What is missing is fetched: a JDK 25 into the cache folder, Maven by its wrapper, Node, Chromium and ffmpeg by apt-get.

environment
  JAVA_HOME          a JDK to use, 25 or newer
  SLUICE_JAVA_OPTS   more options for the server's Java, for example "-Xms2g -Xmx2g -XX:+UseZGC"
  XDG_CACHE_HOME     where the cache folder lies (default ~/.cache)
  SLUICE_FLOOR       a folder with the C floor that the benchmarks compare with
  SLUICE_JDK_API     where to ask for a JDK (default https://api.adoptium.net)
EOF
}
