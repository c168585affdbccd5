local SIZE = tonumber(arg[1])
local LIMIT = 500

local function steps(cr, ci)
    local zr, zi, n = 0.0, 0.0, 0
    while n < LIMIT do
        local rr = zr * zr
        local ii = zi * zi
        if rr + ii > 4.0 then return n end
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
        n = n + 1
    end
    return n
end

local function main()
    local members, sum = 0, 0
    for y = 0, SIZE - 1 do
        local ci = y * 2.0 / SIZE - 1.0
        for x = 0, SIZE - 1 do
            local cr = x * 3.0 / SIZE - 2.0
            local n = steps(cr, ci)
            if n == LIMIT then members = members + 1 end
            sum = (sum * 31 + n) % 1000000007
        end
    end
    print(string.format("%d %d", members, sum))
end

main()
