// SPDX-License-Identifier: MIT
// Calls the API through types that were generated from its own document: what does not fit the
// document does not compile, and what the document does not say is not found here.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const { TG_URL, TG_TOKEN } = process.env as Record<string, string>;
const client = createClient<paths>({
    baseUrl: TG_URL,
    headers: { authorization: `Bearer ${TG_TOKEN}` },
});

function must<T>(answer: { data?: T; error?: unknown }): T {
    if (answer.error !== undefined || answer.data === undefined)
        throw new Error(JSON.stringify(answer.error));
    return answer.data;
}

const as = (person: string) => ({ "Throughgate-Person": person });
const command = (person: string, key: string) => ({ ...as(person), "Idempotency-Key": key });

/** Brings `cases` up to date and gives what was read anew. */
const cases = new Map<string, string>();
let after: string | undefined;
async function mirror() {
    const read = new Set<string>();
    for (let more = true; more; ) {
        const query = { limit: 3, ...(after && { after }) };
        const page = must(await client.GET("/api/v1/changes", { params: { query } }));
        for (const row of page.items.filter((each) => each.kind === "case")) {
            const path = { case: row.case };
            const found = must(await client.GET("/api/v1/cases/{case}", { params: { path } }));
            cases.set(found.case, found.state);
            read.add(found.case);
        }
        after = page.next;
        more = page.more;
    }
    return [...read].sort().map((name) => `${name} ${cases.get(name)}`).join(" ");
}

const me = must(await client.GET("/api/v1/me", { params: { header: as("S04") } }));
console.log(`asks as ${me.person}`);

const open = () =>
    client.POST("/api/v1/cases", {
        params: { header: command("S04", "booking-1200001") },
        body: {
            person: { noms: "A9001ZZ" },
            facts: { prison: "ZZA", nation: "england", release: "2026-12-07" },
            assignments: { ro: "S01", pom: "S04" },
        },
    });
const opened = must(await open());
console.log(`opened ${opened.case}: ${opened.outcome}`);
console.log(`sent again: ${must(await open()).outcome}`);

const placed = must(
    await client.POST("/api/v1/cases/place", {
        params: { header: command("S04", "place-1200002") },
        body: {
            person: { noms: "A9002ZZ" },
            facts: { prison: "ZZA", nation: "england", release: "2026-11-16" },
            assignments: { ro: "S01", pom: "S04" },
            states: [
                { pathway: "spine", state: "phase.pre_release", since: "2026-09-07T08:00:00Z" },
                { pathway: "spine", state: "allocation.allocated", since: "2026-09-01T08:00:00Z" },
            ],
            handoffs: [{ pathway: "spine", name: "H01", raised: "2026-09-25T08:00:00Z" }],
            reason: "taken over from the old system",
        },
    }));
console.log(`placed ${placed.case}: ${placed.outcome}`);

const query = { case: placed.case, person: "S01" };
const waiting = must(
    await client.GET("/api/v1/handoffs", { params: { query, header: as("S01") } }));
for (const { number, name, state, version } of waiting.items) {
    console.log(`waits for S01: ${name} ${state}`);
    const at = { case: placed.case, handoff: number };
    const header = { ...command("S01", "ack-1200002-1"), "If-Match": `"${version}"` };
    const taken = must(
        await client.POST("/api/v1/cases/{case}/handoffs/{handoff}/{action}", {
            params: { path: { ...at, action: "acknowledge" }, header },
            body: {},
        }));
    console.log(`acknowledged on the version that was read: ${taken.outcome}`);
    const now = must(
        await client.GET("/api/v1/cases/{case}/handoffs/{handoff}", {
            params: { path: at, header: as("S01") },
        }));
    console.log(`now ${now.name} is ${now.state} by ${now.acknowledged_by}`);
}

const path = { case: opened.case };
const version = async () =>
    must(await client.GET("/api/v1/cases/{case}", { params: { path, header: as("S04") } })).version;
const event = (name: string, key: string, on: number) =>
    client.POST("/api/v1/cases/{case}/events", {
        params: { path, header: { ...command("S04", key), "If-Match": `"${on}"` } },
        body: { event: name },
    });
const seen = await version();
const recalled = must(await event("recalled", "recall-1", seen));
console.log(`recalled on the version that was read: ${recalled.outcome}`);
console.log(`mirrored from the beginning: ${await mirror()}`);
const stale = await event("returned", "return-1", seen);
console.log(`returned on a version that is past: ${stale.error?.code}`);
const returned = must(await event("returned", "return-1", await version()));
console.log(`read again, decided again: ${returned.outcome}`);
console.log(`mirrored from the cursor on: ${await mirror()}`);
