-- SPDX-License-Identifier: MIT
-- For wrk: asks for one address again and again, with the header fields that follow it, in turn
-- ("Cookie: ...", "Authorization: ..."); counts answers other than 200.
local path, fields
local count = 0
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init(arguments)
    path = arguments[1]
    fields = {}
    for i = 2, #arguments do
        local name, value = arguments[i]:match("^([^:]+): (.*)$")
        table.insert(fields, { name, value })
    end
    others = 0
end

function request()
    count = count + 1
    local headers = { ["Accept"] = "text/html" }
    if #fields > 0 then
        local field = fields[count % #fields + 1]
        headers[field[1]] = field[2]
    end
    return wrk.format("GET", path, headers)
end

function response(status, headers, body)
    if status ~= 200 then others = others + 1 end
end

function done(summary, latency)
    local others = 0
    for _, thread in ipairs(threads) do others = others + thread:get("others") end
    local errors = summary.errors
    print(string.format("%.1f %.2f %.2f %.2f %d",
        summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3,
        others + errors.connect + errors.read + errors.write + errors.timeout))
end
