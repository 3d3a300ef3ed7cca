#!/bin/sh
# SPDX-License-Identifier: MIT
# The HTTP API with curl and jq.
set -eu

# call METHOD PATH [BODY] [HEADER...]: prints the JSON of the answer, a problem included.
call() {
    method=$1 path=$2 body=${3:-}
    shift 2
    [ $# -gt 0 ] && shift
    for header in "$@"; do set -- "$@" -H "$header"; shift; done
    [ -n "$body" ] && set -- "$@" -H 'Content-Type: application/json' --data "$body"
    curl -sS -X "$method" -H "Authorization: Bearer $TG_TOKEN" "$@" "$TG_URL$path"
}

start=$(call GET '/api/v1/changes?after=now' | jq -r .next)
echo "acts as $(call GET /api/v1/me | jq -r .person)"

case='{"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
       "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}'
opened=$(call POST /api/v1/cases "$case" 'Idempotency-Key: booking-1200001')
reference=$(echo "$opened" | jq -r .case)
echo "opened $reference: $(echo "$opened" | jq -r .outcome)"

# After a time-out you would do just this.
again=$(call POST /api/v1/cases "$case" 'Idempotency-Key: booking-1200001')
echo "sent again: $(echo "$again" | jq -r .outcome)"

version=$(call GET "/api/v1/cases/$reference" | jq -r .version)
sent=$(call POST "/api/v1/cases/$reference/events" '{"event": "recalled"}' \
    'Idempotency-Key: recall-1' "If-Match: \"$version\"")
echo "recalled on the version that was read: $(echo "$sent" | jq -r .outcome)"

stale=$(call POST "/api/v1/cases/$reference/events" '{"event": "returned"}' \
    'Idempotency-Key: return-1' "If-Match: \"$version\"")
echo "returned on a version that is past: $(echo "$stale" | jq -r .code)"

changed=$(call GET "/api/v1/changes?after=$start" | jq -r '[.items[].case] | unique | join(" ")')
echo "changed since the start: $changed"
