-- Requests the paths of a file, one per line, in turn; prints a summary of the responses as JSON.
local requests = {}
local at = 0

function init(arguments)
  wrk.headers["Accept-Encoding"] = "gzip"
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "bytes": %d, "p99_microseconds": %d, "failed": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
