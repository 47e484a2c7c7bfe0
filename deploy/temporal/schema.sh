#!/bin/sh
# Makes or upgrades the tables of Temporal's two databases. Safe to repeat.
#
# `setup-schema` runs only on a database that has no schema yet: run again, it could set the
# recorded version back. So upgrading comes first, and its own complaint decides.
set -eu

SQL_PASSWORD=$(cat "${SECRETS:-/run/secrets}/temporal_password")
export SQL_PASSWORD

tool() {
    database=$1
    shift
    temporal-sql-tool --plugin postgres12 --ep "$DATABASE_HOST" -p 5432 -u temporal --db "$database" "$@"
}

prepare() {
    database=$1
    versions=/etc/temporal/schema/postgresql/v12/$2/versioned
    if said=$(tool "$database" update-schema -d "$versions" 2>&1); then
        echo "The schema of $database is up to date."
        return
    fi
    case $said in
        *schema_version*"does not exist"*)
            tool "$database" setup-schema -v 0.0
            tool "$database" update-schema -d "$versions"
            ;;
        *)
            echo "$said" >&2
            exit 1
            ;;
    esac
}

prepare temporal temporal
prepare temporal_visibility visibility
