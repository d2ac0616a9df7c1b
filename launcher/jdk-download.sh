# shellcheck shell=bash
# A JDK for a machine that has none: Eclipse Temurin, checked against the checksum its API names.

# Prints the home of the JDK it unpacked. SLUICE_JDK_API names another server that speaks the same API.
download_jdk() {
  local api=${SLUICE_JDK_API:-https://api.adoptium.net} arch work status=0
  arch=$(jdk_arch) || return 1
  mkdir -p "$(cache_dir)"
  work=$(mktemp -d "$(cache_dir)/download.XXXXXX")
  say "no JDK $JAVA_FEATURE found on this machine: asking $api for Eclipse Temurin (about 150 MB, kept in $(cache_dir))"
  unpack_jdk "$api/v3/assets/latest/$JAVA_FEATURE/hotspot?architecture=$arch&image_type=jdk&os=linux&vendor=eclipse" "$work" ||
    status=$?
  rm -rf "$work"
  return "$status"
}

# unpack_jdk URL WORK: the JDK appears in the cache by one rename, so a broken download leaves nothing that looks like one.
unpack_jdk() {
  local url=$1 work=$2 package link checksum home
  fetch "$url" "$work/answer.json" || { complain "could not ask for a JDK; $(jdk_advice)" && return 1; }
  package=$(tr -d '\n' <"$work/answer.json" | grep -o '"package" *: *{[^}]*}' | sed -n 1p)
  link=$(json_text link "$package")
  checksum=$(json_text checksum "$package")
  [[ -n $link && $checksum =~ ^[0-9a-f]{64}$ ]] ||
    { complain "the answer names no JDK archive with a checksum; $(jdk_advice)" && return 1; }
  say "downloading $link"
  fetch "$link" "$work/jdk.tar.gz" || { complain "the download failed; $(jdk_advice)" && return 1; }
  has_sha256 "$work/jdk.tar.gz" "$checksum" ||
    { complain "the archive's SHA-256 is not $checksum: it was thrown away; $(jdk_advice)" && return 1; }
  mkdir "$work/jdk"
  tar -xzf "$work/jdk.tar.gz" -C "$work/jdk" --strip-components=1
  [[ $(jdk_feature "$work/jdk") == "$JAVA_FEATURE" ]] ||
    { complain "the archive holds no JDK $JAVA_FEATURE; $(jdk_advice)" && return 1; }
  home="$(cache_dir)/jdk-$JAVA_FEATURE-${checksum:0:12}"
  rm -rf "$home"
  mv "$work/jdk" "$home"
  say "JDK $JAVA_FEATURE is in $home"
  echo "$home"
}

jdk_arch() {
  case $(uname -s)/$(uname -m) in
    Linux/x86_64) echo x64 ;;
    Linux/aarch64) echo aarch64 ;;
    *)
      complain "no JDK $JAVA_FEATURE found, and none is fetched for $(uname -s) on $(uname -m); $(jdk_advice)"
      return 1
      ;;
  esac
}

jdk_advice() {
  echo "install a JDK $JAVA_FEATURE yourself and set JAVA_HOME to it"
}

# json_text KEY OBJECT: the text value of a key of a flat JSON object.
json_text() {
  sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' <<<"$2"
}
