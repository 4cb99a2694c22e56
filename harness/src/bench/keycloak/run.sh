#!/usr/bin/env bash
# Enrols a passkey on a Keycloak and signs in with it, over and over: Aikagi without a browser, and Chromium with the
# virtual authenticator of its DevTools protocol. Linux; needs target/aikagi.jar, Node.js with npm, and Chromium.
#
#   harness/src/bench/keycloak/run.sh [CYCLES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
harness=$(cd "$here/../../.." && pwd)
jar=$harness/target/aikagi.jar
work=$harness/target/bench-keycloak
browser=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}

complain() { echo "$1" >&2; exit 3; }
[[ ${1:-9} =~ ^[1-9][0-9]*$ ]] || complain "'$1' is no number of cycles: give 7 or more"
[ -f "$jar" ] || complain "there is no harness/target/aikagi.jar: mvn -B -ntp -q -DskipTests package"
[ -n "$browser" ] || complain "there is no Chromium: install the package chromium, or say where it is in CHROMIUM"
command -v npm >/dev/null || complain "there is no npm: install the packages nodejs and npm"

mkdir -p "$work"
cp "$here/package.json" "$here/chromium.mjs" "$work"
npm install --silent --no-audit --no-fund --no-package-lock --prefix "$work"
exec java -cp "$jar" "$here/PasskeyBench.java" "${1:-9}" "$work/chromium.mjs" "$browser" "$here"
