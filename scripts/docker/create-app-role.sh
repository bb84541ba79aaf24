#!/bin/sh
# Runs once, when the database is made: the role of api and worker, which owns nothing and sees through no policy.
set -eu
APP_PASSWORD="${APP_PASSWORD:-$(cat /run/passwords/database)}"
export APP_PASSWORD="${APP_PASSWORD:?DATABASE_PASSWORD_FILE is empty}"
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 <<'SQL'
\getenv password APP_PASSWORD
CREATE ROLE waypost LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
SQL
