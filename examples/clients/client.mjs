// SPDX-License-Identifier: MIT
// The HTTP API with what Node 18 has built in.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const { TG_URL, TG_TOKEN, TG_MIRROR = "mirror" } = process.env;

/** The JSON of the answer, a problem included, and its ETag. `person` is your own user. */
async function call(method, path, person, body, headers = {}) {
    const answer = await fetch(TG_URL + path, {
        method,
        headers: {
            authorization: `Bearer ${TG_TOKEN}`,
            ...(person && { "throughgate-person": person }),
            ...(body && { "content-type": "application/json" }),
            ...headers,
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
    });
    return { ...(await answer.json()), tag: answer.headers.get("etag") };
}

/**
 * Brings the folder up to date: a file a case, and the cursor, which is written after them.
 * Names no person: this is every case. Cases that were read anew.
 */
async function mirror() {
    mkdirSync(TG_MIRROR, { recursive: true });
    const kept = `${TG_MIRROR}/cursor`;
    const read = {};
    for (let more = true; more;) {
        const after = existsSync(kept) ? `&after=${readFileSync(kept, "utf8")}` : "";
        const page = await call("GET", `/api/v1/changes?limit=3${after}`); // 3: several pages
        if (page.code === "cursor-gone") { // the store was restored from a backup
            rmSync(kept);
            continue;
        }
        const cases = page.items.filter((row) => row.kind === "case").map((row) => row.case);
        for (const reference of new Set(cases)) {
            const { tag, ...found } = await call("GET", `/api/v1/cases/${reference}`);
            if (!found.case) throw new Error(found.detail);
            writeFileSync(`${TG_MIRROR}/${reference}.json`, JSON.stringify(found));
            read[reference] = found.state;
        }
        writeFileSync(kept, page.next);
        more = page.more;
    }
    return Object.entries(read).sort().map(([name, state]) => `${name} ${state}`).join(" ");
}

console.log(`asks as ${(await call("GET", "/api/v1/me", "S04")).person}`);

// A case from its beginning.
const body = {
    person: { noms: "A9001ZZ" },
    facts: { prison: "ZZA", nation: "england", release: "2026-12-07" },
    assignments: { ro: "S01", pom: "S04" },
};
const key = { "idempotency-key": "booking-1200001" };
const opened = await call("POST", "/api/v1/cases", "S04", body, key);
console.log(`opened ${opened.case}: ${opened.outcome}`);

// After a time-out you would do just this.
const again = await call("POST", "/api/v1/cases", "S04", body, key);
console.log(`sent again: ${again.outcome}`);

// Somebody who is under way elsewhere, where they really stand.
const live = {
    person: { noms: "A9002ZZ" },
    facts: { prison: "ZZA", nation: "england", release: "2026-11-16" },
    assignments: { ro: "S01", pom: "S04" },
    states: [
        { pathway: "spine", state: "phase.pre_release", since: "2026-09-07T08:00:00Z" },
        { pathway: "spine", state: "allocation.allocated", since: "2026-09-01T08:00:00Z" },
    ],
    handoffs: [{ pathway: "spine", name: "H01", raised: "2026-09-25T08:00:00Z" }],
    reason: "taken over from the old system",
};
const placed = await call("POST", "/api/v1/cases/place", "S04", live,
    { "idempotency-key": "place-1200002" });
console.log(`placed ${placed.case}: ${placed.outcome}`);

// What waits for S01 in that case; S01, who holds the receiving role, takes it.
const waiting = await call("GET", `/api/v1/handoffs?case=${placed.case}&person=S01`, "S01");
const [first] = waiting.items;
console.log(`waits for S01: ${first.name} ${first.state}`);
const handoff = `/api/v1/cases/${placed.case}/handoffs/${first.number}`;
const seen = await call("GET", handoff, "S01");
const taken = await call("POST", `${handoff}/acknowledge`, "S01", {},
    { "idempotency-key": "ack-1200002-1", "if-match": seen.tag });
console.log(`acknowledged on the version that was read: ${taken.outcome}`);
const now = await call("GET", handoff, "S01");
console.log(`now ${now.name} is ${now.state} by ${now.acknowledged_by}`);

// An event, on a version and on one that is past.
const path = `/api/v1/cases/${opened.case}`;
const send = (event, key, tag) => call("POST", `${path}/events`, "S04", { event },
    { "idempotency-key": key, "if-match": tag });
const { tag } = await call("GET", path, "S04");
const recalled = await send("recalled", "recall-1", tag);
console.log(`recalled on the version that was read: ${recalled.outcome}`);
console.log(`mirrored from the beginning: ${await mirror()}`);

const stale = await send("returned", "return-1", tag);
console.log(`returned on a version that is past: ${stale.code}`);
const fresh = await call("GET", path, "S04");
const returned = await send("returned", "return-1", fresh.tag);
console.log(`read again, decided again: ${returned.outcome}`);
console.log(`mirrored from the cursor on: ${await mirror()}`);
