#!/usr/bin/env bash
# Runs every test: the page's own, the house's on SQLite and on a PostgreSQL server of its own, and end to end in Chromium.
# Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"

results=$(mktemp -d)
postgres= # what to export for tests on PostgreSQL
trap 'rm -rf "$results"; [ -z "$postgres" ] || (eval "$postgres" && tests/postgres.sh stop)' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0

need() { # command, Debian package
  command -v "$1" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $2 …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
  fi
  command -v "$1" >/dev/null 2>&1 || { echo "Missing: $1. Install it with: sudo apt-get install $2" >&2; exit 1; }
}

need_font() {
  [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing fonts-noto-cjk …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-cjk >/dev/null
  fi
  [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || { echo "Missing: a font with Chinese. Install it with: sudo apt-get install fonts-noto-cjk" >&2; exit 1; }
}

step() { # name, command…: a step without tests of its own counts as one
  local name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name" >&2; fi
}

finish() {
  echo
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

command -v dotnet >/dev/null 2>&1 || { echo "Missing: the .NET 10 SDK, see https://dotnet.microsoft.com/download" >&2; exit 1; }
command -v npm >/dev/null 2>&1 || { echo "Missing: Node.js 20 with npm, see https://nodejs.org" >&2; exit 1; }
need chromium chromium
need_font
postgres=$(tests/postgres.sh start) || exit 1

step "Build, without a warning" dotnet build Crm.sln --nologo -v quiet -warnaserror
[ "$failed" = 0 ] || finish

echo "== Page"
(cd clientapp && npx vitest run --reporter=default --reporter=json --outputFile.json="$results/page.json")
if [ -s "$results/page.json" ]; then
  passed=$((passed + $(node -p "require('$results/page.json').numPassedTests")))
  failed=$((failed + $(node -p "const r = require('$results/page.json'); r.numFailedTests + r.testResults.filter(f => f.status === 'failed' && f.assertionResults.length === 0).length")))
else
  failed=$((failed + 1))
fi
step "Page: lint" npm --prefix clientapp run --silent lint
step "Page: weights" npm --prefix clientapp run --silent weights
step "API description: lint" bash -c "npm ci --prefix tests/openapi --silent && npm run --prefix tests/openapi --silent lint"
step "Bench: every scenario once" dotnet tests/Crm.Bench/bin/Debug/net10.0/Crm.Bench.dll --smoke --program Crm.Api/bin/Debug/net10.0/Crm.Api.dll --keep "$results/bench"

test_project() { # name, engine, which tests
  local trx="$results/$1-$2.trx" ended counts project_failed
  echo "== Crm.$1.Tests on $2"
  ( [ "$2" = SQLite ] || eval "$postgres"
    dotnet test "tests/Crm.$1.Tests" --no-build --nologo --filter "$3" --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal")
  ended=$?
  counts=$(grep -o '<Counters [^>]*' "$trx" 2>/dev/null || true)
  project_failed=$(sed -n 's/.* failed="\([0-9]*\)".*/\1/p' <<<"$counts")
  passed=$((passed + $(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<<"$counts" | grep . || echo 0)))
  failed=$((failed + ${project_failed:-0}))
  # A host that dies, or a project without tests, is a failure although nothing was counted.
  if [ "$ended" != 0 ] && [ "${project_failed:-0}" = 0 ]; then failed=$((failed + 1)); fi
}

for project in Domain Application Infrastructure Api E2E; do test_project "$project" SQLite "Engine!=Postgres"; done
# Started as processes once, above: those of several nodes have PostgreSQL servers of their own.
test_project Infrastructure PostgreSQL "Engine!=Sqlite&FullyQualifiedName!~Processes"
test_project Api PostgreSQL "Engine!=Sqlite"

finish
