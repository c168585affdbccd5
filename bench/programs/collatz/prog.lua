local SIZE = tonumber(arg[1])

local function main()
    local best, longest, total = 0, 0, 0
    for start = 1, SIZE - 1 do
        local n = start
        local steps = 0
        while n ~= 1 do
            if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end
            steps = steps + 1
        end
        total = total + steps
        if steps > longest then
            longest = steps
            best = start
        end
    end
    print(string.format("%d %d %d", best, longest, total))
end

main()
