#!/usr/bin/env bash
# package.sh JDK DIST FOLDER: makes the folder that is copied to a machine or into an image: the program of DIST, a Java runtime that
# holds just what it needs, and bin/sluice, which starts the one with the other.
set -euo pipefail

readonly JDK=$1 DIST=$2 FOLDER=$3
HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

# What the program and its libraries use. jdk.unsupported has the signals and Netty's memory, jdk.jfr and jdk.management are for whoever
# looks into a running server, jdk.crypto.ec and jdk.localedata are asked for by name at run time or not at all.
readonly MODULES=java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs,jdk.jcmd

[[ -f $DIST/sluice.jar ]] || { echo "package: there is no $DIST/sluice.jar: build first" >&2 && exit 1; }
[[ ! -e $FOLDER/jre ]] || { echo "package: $FOLDER holds a runtime already" >&2 && exit 1; }

mkdir -p "$FOLDER/bin"
"$JDK/bin/jlink" --add-modules "$MODULES" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$FOLDER/jre"
cp -R "$DIST/sluice.jar" "$DIST/lib" "$FOLDER/"
install -m 755 "$HERE/sluice" "$HERE/healthcheck" "$FOLDER/bin/"
