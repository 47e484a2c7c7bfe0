#!/bin/sh
# Waits until the cluster is healthy, then makes the namespace. Safe to repeat.
# Search attributes, and a retention that has to be raised later, are `telecommute setup`'s.
set -eu

tries=60
until temporal operator cluster health >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        echo "The cluster at $TEMPORAL_ADDRESS is not healthy." >&2
        exit 1
    fi
    sleep 2
done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    echo "The namespace $TEMPORAL_NAMESPACE is there."
else
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
fi
