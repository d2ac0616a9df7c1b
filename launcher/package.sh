# shellcheck shell=bash
# The program with a Java runtime of its own: what goes into an image, or onto a machine without Java.

# package FOLDER
package() {
  [[ $# -eq 1 ]] || die "package takes one argument: the folder to make"
  is_up_to_date || build_program
  require_jdk
  "$SLUICE_HOME/deploy/package.sh" "$JAVA_HOME" "$DIST" "$1" || die "the folder $1 could not be made"
  say "packed into $1; $1/bin/sluice starts it"
}
