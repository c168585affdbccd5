local SIZE = tonumber(arg[1])
local WIDTH = 64

local function relax(old, new)
    for r = 1, WIDTH - 2 do
        for c = 1, WIDTH - 2 do
            local i = r * WIDTH + c
            new[i] = (old[i - WIDTH] + old[i + WIDTH] + old[i - 1] + old[i + 1]) * 0.25
        end
    end
end

local function plate()
    local cells = {}
    for i = 0, WIDTH * WIDTH - 1 do cells[i] = i < WIDTH and 100.0 or 0.0 end
    return cells
end

local function main()
    local old, new = plate(), plate()
    for _ = 1, SIZE do
        relax(old, new)
        old, new = new, old
    end
    local heat = 0.0
    for i = 0, WIDTH * WIDTH - 1 do heat = heat + old[i] end
    local centre = old[2080]
    print(string.format("%d %d", math.floor(heat * 1000.0), math.floor(centre * 1000000.0)))
end

main()
