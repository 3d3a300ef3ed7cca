// SPDX-License-Identifier: MIT
// The HTTP API with what Node 18 has built in.
const { TG_URL, TG_TOKEN } = process.env;

/** The JSON of the answer, a problem included, and its ETag. */
async function call(method, path, body, headers = {}) {
    const answer = await fetch(TG_URL + path, {
        method,
        headers: {
            authorization: `Bearer ${TG_TOKEN}`,
            ...(body && { "content-type": "application/json" }),
            ...headers,
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
    });
    return { ...(await answer.json()), tag: answer.headers.get("etag") };
}

const start = (await call("GET", "/api/v1/changes?after=now")).next;
console.log(`acts as ${(await call("GET", "/api/v1/me")).person}`);

const body = {
    person: { noms: "A9001ZZ" },
    facts: { prison: "ZZA", nation: "england", release: "2026-12-07" },
    assignments: { ro: "S01", pom: "S04" },
};
const key = { "idempotency-key": "booking-1200001" };
const opened = await call("POST", "/api/v1/cases", body, key);
console.log(`opened ${opened.case}: ${opened.outcome}`);

// After a time-out you would do just this.
const again = await call("POST", "/api/v1/cases", body, key);
console.log(`sent again: ${again.outcome}`);

const path = `/api/v1/cases/${opened.case}`;
const { tag } = await call("GET", path);
const sent = await call("POST", `${path}/events`, { event: "recalled" },
    { "idempotency-key": "recall-1", "if-match": tag });
console.log(`recalled on the version that was read: ${sent.outcome}`);

const stale = await call("POST", `${path}/events`, { event: "returned" },
    { "idempotency-key": "return-1", "if-match": tag });
console.log(`returned on a version that is past: ${stale.code}`);

const changes = await call("GET", `/api/v1/changes?after=${start}`);
const changed = [...new Set(changes.items.map((row) => row.case))].sort();
console.log(`changed since the start: ${changed.join(" ")}`);
