local SIZE = tonumber(arg[1])

local function magnitude(x)
    if x < 0.0 then return -x end
    return x
end

local function factor(a)
    local exchanges = 0
    for k = 1, SIZE do
        local pivot = k
        for r = k + 1, SIZE do
            if magnitude(a[r][k]) > magnitude(a[pivot][k]) then pivot = r end
        end
        if pivot ~= k then
            a[pivot], a[k] = a[k], a[pivot]
            exchanges = exchanges + 1
        end
        local top = a[k]
        local scale = 1.0 / top[k]
        for r = k + 1, SIZE do
            local row = a[r]
            local ratio = row[k] * scale
            row[k] = ratio
            for c = k + 1, SIZE do row[c] = row[c] - ratio * top[c] end
        end
    end
    return exchanges
end

local function main()
    local a, seed = {}, 1
    for r = 1, SIZE do
        local row = {}
        for c = 1, SIZE do
            seed = (seed * 3877 + 29573) % 139968
            row[c] = seed / 139968.0 - 0.5
        end
        a[r] = row
    end
    local exchanges = factor(a)
    local sum = 0.0
    for k = 1, SIZE do sum = sum + magnitude(a[k][k]) end
    print(string.format("%d %d", exchanges, math.floor(sum * 1000000.0)))
end

main()
