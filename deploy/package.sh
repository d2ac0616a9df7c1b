#!/usr/bin/env bash
# package.sh JDK DIST FOLDER: makes the folder that is copied to a machine or into an image: the program of DIST, a Java runtime that
# holds just what it needs, and bin/sluice, which starts the one with the other.
set -euo pipefail

readonly JDK=$1 DIST=$2 FOLDER=$3
HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

# What the program and its libraries say they use (jdeps --print-module-deps), and what lets an operator look into a running server:
# jdk.jcmd, jdk.jfr, jdk.management. jdk.zipfs reads the page out of its jar.
readonly MODULES=java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.sql,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

[[ -f $DIST/sluice.jar ]] || { echo "package: there is no $DIST/sluice.jar: build first" >&2 && exit 1; }
[[ ! -e $FOLDER/jre ]] || { echo "package: $FOLDER holds a runtime already" >&2 && exit 1; }

mkdir -p "$FOLDER/bin"
"$JDK/bin/jlink" --add-modules "$MODULES" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$FOLDER/jre"
cp -R "$DIST/sluice.jar" "$DIST/lib" "$FOLDER/"
install -m 755 "$HERE/sluice" "$HERE/healthcheck" "$FOLDER/bin/"
