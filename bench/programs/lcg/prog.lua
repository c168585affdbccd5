local SIZE = tonumber(arg[1])
local MODULUS = 2147483647

local function main()
    local seed, low, high, sum, below = 42, MODULUS, 0, 0, 0
    for i = 1, SIZE do
        seed = seed * 16807 % MODULUS
        if seed < low then low = seed end
        if seed > high then high = seed end
        if seed < 536870912 then below = below + 1 end
        sum = (sum + seed) % 1000003
    end
    print(string.format("%d %d %d %d", low, high, sum, below))
end

main()
