-- SPDX-License-Identifier: MIT
-- For wrk: moves one case after the other, so that each waits while all others move.
local token, cases
local count = 0
local outcomes = {}
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init(arguments)
    token = arguments[1]
    cases = tonumber(arguments[2])
    begun = tostring(os.time())
    others = 0
end

function request()
    local number = count % cases + 1
    local turn = math.floor(count / cases) % 2
    count = count + 1
    local body = '{"event":"address.proposed","fields":{"address.id":"AD-1","address.kind":"private"}}'
    if turn == 1 then
        body = '{"event":"checks.failed","fields":{"check.reason":"the landlord withdrew"}}'
    end
    return wrk.format("POST", string.format("/api/v1/cases/TG-%06d/events", number), {
        ["Authorization"] = "Bearer " .. token,
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = begun .. "-" .. count,
    }, body)
end

function response(status, headers, body)
    if status ~= 200 or not body:find('"outcome":"applied"', 1, true) then others = others + 1 end
end

function done(summary, latency)
    local others = 0
    for _, thread in ipairs(threads) do others = others + thread:get("others") end
    print(string.format("%.0f events a second, p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d not applied",
        summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3, others))
end
