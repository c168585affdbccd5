local SIZE = tonumber(arg[1])
local WIDTH = 100

local function relax(g, omega)
    local quarter = omega * 0.25
    local rest = 1.0 - omega
    for i = 2, WIDTH - 1 do
        local row = g[i]
        local above = g[i - 1]
        local below = g[i + 1]
        for j = 2, WIDTH - 1 do
            row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j]
        end
    end
end

local function main()
    local g, seed = {}, 1
    for i = 1, WIDTH do
        local row = {}
        for j = 1, WIDTH do
            seed = (seed * 3877 + 29573) % 139968
            row[j] = seed / 139968.0
        end
        g[i] = row
    end
    for _ = 1, SIZE do relax(g, 1.25) end
    local sum = 0.0
    for i = 1, WIDTH do
        for j = 1, WIDTH do sum = sum + g[i][j] end
    end
    print(string.format("%d", math.floor(sum * 1000000.0)))
end

main()
