#!/bin/sh
# SPDX-License-Identifier: MIT
# The HTTP API with curl and jq.
set -eu
mirror=${TG_MIRROR:-mirror}
mkdir -p "$mirror"
head=$(mktemp)
trap 'rm -f "$head"' EXIT

# call PERSON METHOD PATH [BODY] [HEADER...]: prints the JSON of the answer, a problem included.
# PERSON is your own user; empty: nobody.
call() (
    person=$1 method=$2 path=$3 body=${4:-}
    shift 3
    [ $# -gt 0 ] && shift
    for header in "$@"; do set -- "$@" -H "$header"; shift; done
    [ -n "$person" ] && set -- "$@" -H "Throughgate-Person: $person"
    [ -n "$body" ] && set -- "$@" -H 'Content-Type: application/json' --data "$body"
    curl -sS --max-time 60 -X "$method" -D "$head" \
        -H "Authorization: Bearer $TG_TOKEN" "$@" "$TG_URL$path"
)

# get MEMBER: out of the JSON of the answer.
get() { jq -er ".$1"; }

# The ETag of the last answer.
tag() { tr -d '\r' <"$head" | sed -n 's/^[Ee][Tt]ag: *//p'; }

# Brings the folder up to date: a file a case, and the cursor, which is written after them.
# Names no person: this is every case. Prints the cases that were read anew.
follow() {
    more=true read=
    while [ "$more" = true ]; do
        after=
        [ -s "$mirror/cursor" ] && after="&after=$(cat "$mirror/cursor")"
        page=$(call '' GET "/api/v1/changes?limit=3$after")  # 3: to see several pages
        if [ "$(echo "$page" | jq -r .code)" = cursor-gone ]; then  # restored from a backup
            rm "$mirror/cursor"
            continue
        fi
        for reference in $(echo "$page" | jq -r '.items[] | select(.kind == "case").case'); do
            call '' GET "/api/v1/cases/$reference" >"$mirror/$reference.json"
            read="$read$reference $(get state <"$mirror/$reference.json")
"
        done
        echo "$page" | get next >"$mirror/cursor"
        more=$(echo "$page" | jq -r .more)
    done
    printf %s "$read" | sort -u | paste -sd ' ' -
}

echo "asks as $(call S04 GET /api/v1/me | get person)"

# A case from its beginning.
case='{"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
       "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}'
opened=$(call S04 POST /api/v1/cases "$case" 'Idempotency-Key: booking-1200001')
reference=$(echo "$opened" | get case)
echo "opened $reference: $(echo "$opened" | get outcome)"

# After a time-out you would do just this.
again=$(call S04 POST /api/v1/cases "$case" 'Idempotency-Key: booking-1200001')
echo "sent again: $(echo "$again" | get outcome)"

# Somebody who is under way elsewhere, where they really stand.
live='{"person": {"noms": "A9002ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
       "facts": {"prison": "ZZA", "nation": "england", "release": "2026-11-16"},
       "states": [
           {"pathway": "spine", "state": "phase.pre_release", "since": "2026-09-07T08:00:00Z"},
           {"pathway": "spine", "state": "allocation.allocated", "since": "2026-09-01T08:00:00Z"}],
       "handoffs": [{"pathway": "spine", "name": "H01", "raised": "2026-09-25T08:00:00Z"}],
       "reason": "taken over from the old system"}'
placed=$(call S04 POST /api/v1/cases/place "$live" 'Idempotency-Key: place-1200002')
live_reference=$(echo "$placed" | get case)
echo "placed $live_reference: $(echo "$placed" | get outcome)"

# What waits for S01 in that case; S01, who holds the receiving role, takes it.
waiting=$(call S01 GET "/api/v1/handoffs?case=$live_reference&person=S01")
echo "waits for S01: $(echo "$waiting" | jq -r '.items[] | "\(.name) \(.state)"')"
handoff="/api/v1/cases/$live_reference/handoffs/$(echo "$waiting" | get 'items[0].number')"
call S01 GET "$handoff" >/dev/null
taken=$(call S01 POST "$handoff/acknowledge" '{}' \
    'Idempotency-Key: ack-1200002-1' "If-Match: $(tag)")
echo "acknowledged on the version that was read: $(echo "$taken" | get outcome)"
echo "now $(call S01 GET "$handoff" | jq -r '"\(.name) is \(.state) by \(.acknowledged_by)"')"

# An event, on a version and on one that is past.
path="/api/v1/cases/$reference"
call S04 GET "$path" >/dev/null
version=$(tag)
sent=$(call S04 POST "$path/events" '{"event": "recalled"}' \
    'Idempotency-Key: recall-1' "If-Match: $version")
echo "recalled on the version that was read: $(echo "$sent" | get outcome)"
echo "mirrored from the beginning: $(follow)"

stale=$(call S04 POST "$path/events" '{"event": "returned"}' \
    'Idempotency-Key: return-1' "If-Match: $version")
echo "returned on a version that is past: $(echo "$stale" | get code)"
call S04 GET "$path" >/dev/null
sent=$(call S04 POST "$path/events" '{"event": "returned"}' \
    'Idempotency-Key: return-1' "If-Match: $(tag)")
echo "read again, decided again: $(echo "$sent" | get outcome)"
echo "mirrored from the cursor on: $(follow)"
