local SIZE = tonumber(arg[1])

local function flips_of(order, row)
    for i = 0, SIZE - 1 do row[i] = order[i] end
    local flips = 0
    local first = row[0]
    while first ~= 0 do
        local low, high = 0, first
        while low < high do
            row[low], row[high] = row[high], row[low]
            low = low + 1
            high = high - 1
        end
        flips = flips + 1
        first = row[0]
    end
    return flips
end

local function main()
    local order, turns, row = {}, {}, {}
    for i = 0, SIZE - 1 do
        order[i] = i
        turns[i] = 0
        row[i] = 0
    end
    local checksum, most, sign, length = 0, 0, 1, 0
    while length < SIZE do
        local flips = flips_of(order, row)
        if flips > most then most = flips end
        checksum = checksum + sign * flips
        sign = -sign
        length = 1
        while length < SIZE do
            local first = order[0]
            for i = 0, length - 1 do order[i] = order[i + 1] end
            order[length] = first
            turns[length] = turns[length] + 1
            if turns[length] <= length then break end
            turns[length] = 0
            length = length + 1
        end
    end
    print(string.format("%d %d", checksum, most))
end

main()
