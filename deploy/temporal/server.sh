#!/bin/sh
# Starts the server with its database password from a file; the image itself reads only variables.
set -eu

POSTGRES_PWD=$(cat "${SECRETS:-/run/secrets}/temporal_password")
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
