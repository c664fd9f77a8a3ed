#!/usr/bin/env bash
# A PostgreSQL server for tests: a folder of its own, a free port of this machine, a user without rights, a password made for it.
#   eval "$(tests/postgres.sh start)"   starts one and tells the tests about it
#   tests/postgres.sh stop              stops that one and takes its folder away
# It does not wait for disks, so it is quick and no place for data.
set -euo pipefail

owner=
[ "$(id -u)" != 0 ] || owner=postgres

as_owner() {
  if [ -n "$owner" ]; then setpriv --reuid "$owner" --regid "$owner" --clear-groups -- "$@"; else "$@"; fi
}

programs() { # the folder with initdb, of the newest version there is
  local initdb
  initdb=$(ls /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] || initdb=$(command -v initdb)
  [ -n "$initdb" ] && dirname "$initdb"
}

install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing postgresql …" >&2
    apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  fi
  programs || { echo "Missing: PostgreSQL. Install it with: sudo apt-get install postgresql" >&2; return 1; }
}

start() {
  local bin folder password port locale=(--locale=C)
  bin=$(programs || install)
  folder=$(mktemp -d "${TMPDIR:-/tmp}/crm-postgres-XXXXXX")
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$folder/password"
  [ -z "$owner" ] || chown -R "$owner" "$folder"
  cd "$folder" # initdb wants to be where its user may be
  # Left to itself it would sort texts as a Chinese dictionary does; a column that does not say otherwise shows.
  [[ $("$bin/initdb" --help) != *--icu-locale* ]] || locale=(--locale=C.UTF-8 --locale-provider=icu --icu-locale=zh)
  as_owner "$bin/initdb" -D "$folder/data" -U crm -A scram-sha-256 --pwfile="$folder/password" -E UTF8 "${locale[@]}" --no-sync >/dev/null
  as_owner tee -a "$folder/data/postgresql.conf" >/dev/null <<-SETTINGS
	listen_addresses = '127.0.0.1'
	unix_socket_directories = ''
	max_connections = 300
	shared_buffers = 256MB
	fsync = off
	synchronous_commit = off
	full_page_writes = off
	autovacuum = off
	SETTINGS
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -o "-p $port" -w start >/dev/null 2>&1; then
      echo "export CRM_TEST_PROVIDER=postgres CRM_TEST_POSTGRES_FOLDER='$folder'"
      echo "export CRM_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=crm;Password=$password'"
      return
    fi
  done
  echo "PostgreSQL does not start:" >&2
  cat "$folder/server.log" >&2
  rm -rf "$folder"
  return 1
}

stop() {
  local folder=${CRM_TEST_POSTGRES_FOLDER:?Which one? Start it with: eval "\$(tests/postgres.sh start)"}
  [ -d "$folder/data" ] || return 0
  as_owner "$(programs)/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
  rm -rf "$folder"
}

case "${1:-}" in
  start | stop) "$1" ;;
  *) sed -n '2,4p' "$0" >&2; exit 64 ;;
esac
