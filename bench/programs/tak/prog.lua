local SIZE = tonumber(arg[1])

local function tak(x, y, z)
    if y >= x then return z end
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local function main()
    local sum = 0
    for round = 0, SIZE - 1 do sum = sum + tak(18, 12, 6 - round % 2) end
    print(sum)
end

main()
