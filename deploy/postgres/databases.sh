#!/bin/sh
# Makes three databases with an owner each, when the database server starts for the first time.
set -eu

SECRETS=${SECRETS:-/run/secrets}
export SECRETS

psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet \
    --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set temporal `cat "$SECRETS/temporal_password"`
\set telecommute `cat "$SECRETS/records_password"`
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE ROLE telecommute LOGIN PASSWORD :'telecommute';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE telecommute OWNER telecommute;
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, telecommute FROM PUBLIC;
SQL
