local SIZE = tonumber(arg[1])

local Random = {}
Random.__index = Random

function Random:next()
    local old = self.seed
    local low = old % 127773
    local high = (old - low) / 127773
    local seed = 16807 * low - 2836 * high
    if seed < 0 then seed = seed + 2147483647 end
    self.seed = seed
    return seed / 2147483647.0
end

local function main()
    local random = setmetatable({seed = 113}, Random)
    local inside = 0
    for _ = 1, SIZE do
        local x = random:next()
        local y = random:next()
        if x * x + y * y <= 1.0 then inside = inside + 1 end
    end
    print(string.format("%d %d", inside, random.seed))
end

main()
