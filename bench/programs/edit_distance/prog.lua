local SIZE = tonumber(arg[1])

local function smaller(a, b)
    if a < b then return a end
    return b
end

local function distance(s, t, row, next)
    local n = #t
    for j = 0, n do row[j] = j end
    for i = 0, #s - 1 do
        next[0] = i + 1
        for j = 0, n - 1 do
            local change = s:sub(i + 1, i + 1) == t:sub(j + 1, j + 1) and 0 or 1
            next[j + 1] = smaller(smaller(next[j] + 1, row[j + 1] + 1), row[j] + change)
        end
        row, next = next, row
    end
    return row[n]
end

local function main()
    local texts = {
        "the quick brown fox jumps", "over the lazy dog and runs", "packs my box with jugs",
        "five dozen liquor bottles", "how vexingly quick daft zebras jump",
    }
    local row, next = {}, {}
    for i = 0, 63 do
        row[i] = 0
        next[i] = 0
    end
    local sum = 0
    for i = 0, SIZE - 1 do
        sum = sum + distance(texts[i % 5 + 1], texts[(i * 3 + 1) % 5 + 1], row, next)
    end
    print(sum)
end

main()
