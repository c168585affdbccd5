local SIZE = tonumber(arg[1])
local LENGTH = 1000

local function map(xs, f)
    local out = {}
    for i = 1, #xs do out[#out + 1] = f(xs[i]) end
    return out
end

local function filter(xs, keep)
    local out = {}
    for i = 1, #xs do
        local x = xs[i]
        if keep(x) then out[#out + 1] = x end
    end
    return out
end

local function reduce(xs, start, join)
    local result = start
    for i = 1, #xs do result = join(result, xs[i]) end
    return result
end

local function main()
    local xs = {}
    for i = 0, LENGTH - 1 do xs[#xs + 1] = i end
    local total = 0
    for turn = 0, SIZE - 1 do
        local step = turn % 7 + 1
        local mapped = map(xs, function(x) return x * step + 1 end)
        local kept = filter(mapped, function(x) return x % 3 ~= step % 3 end)
        total = (total + reduce(kept, 0, function(a, b) return (a + b) % 1000003 end)) % 1000003
    end
    print(total)
end

main()
