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

const start = must(await client.GET("/api/v1/changes", { params: { query: { after: "now" } } }));
const me = must(await client.GET("/api/v1/me"));
console.log(`acts as ${me.person}`);

const open = () =>
    client.POST("/api/v1/cases", {
        params: { header: { "Idempotency-Key": "booking-1200001" } },
        body: {
            person: { noms: "A9001ZZ" },
            facts: { prison: "ZZA", nation: "england", release: "2026-12-07" },
            assignments: { ro: "S01", pom: "S04" },
        },
    });
const opened = must(await open());
console.log(`opened ${opened.case}: ${opened.outcome}`);
console.log(`sent again: ${must(await open()).outcome}`);

const path = { case: opened.case };
const seen = must(await client.GET("/api/v1/cases/{case}", { params: { path } }));
const event = (name: string, key: string) =>
    client.POST("/api/v1/cases/{case}/events", {
        params: { path, header: { "Idempotency-Key": key, "If-Match": `"${seen.version}"` } },
        body: { event: name },
    });
console.log(`recalled on the version that was read: ${must(await event("recalled", "r-1")).outcome}`);
const stale = await event("returned", "r-2");
console.log(`returned on a version that is past: ${stale.error?.code}`);

const changes = must(
    await client.GET("/api/v1/changes", { params: { query: { after: start.next } } }));
const changed = [...new Set(changes.items.map((row) => row.case))].sort();
console.log(`changed since the start: ${changed.join(" ")}`);
