local SIZE = tonumber(arg[1])

local function ack(m, n)
    if m == 0 then return n + 1 end
    if n == 0 then return ack(m - 1, 1) end
    return ack(m - 1, ack(m, n - 1))
end

local function main()
    local sum = 0
    for round = 0, SIZE - 1 do sum = sum + ack(3, 5 + round % 2) end
    print(sum)
end

main()
