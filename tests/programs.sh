#!/usr/bin/env bash
# Installs the programs that the tests need and that are missing: Chromium and Firefox (CHROMIUM and
# FIREFOX name other executables), LibreOffice Impress and poppler, which render slides as images,
# the font that replaces Arial on them, and Node.js, which checks the scripts.
set -eu
missing=""
have_browser=""
for program in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$program" ] && command -v "$program" >/dev/null 2>&1; then have_browser=yes; fi
done
[ -n "$have_browser" ] || missing="chromium"
have_firefox=""
for program in "${FIREFOX:-}" firefox-esr firefox; do
  if [ -n "$program" ] && command -v "$program" >/dev/null 2>&1; then have_firefox=yes; fi
done
[ -n "$have_firefox" ] || missing="$missing firefox-esr"
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-impress"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
case "$(fc-match Arial 2>/dev/null)" in
  *Arial*|*Liberation*|*Arimo*) ;;
  *) missing="$missing fontconfig fonts-liberation" ;;
esac
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # one word a package
"$(dirname "$0")/install.sh" "Install them; browsers of your own: CHROMIUM=/path/to/chromium FIREFOX=/path/to/firefox make test" $missing
