local SIZE = tonumber(arg[1])

local function main()
    local composite = {}
    for i = 0, SIZE - 1 do composite[i] = false end
    local i = 2
    while i * i < SIZE do
        if not composite[i] then
            for multiple = i * i, SIZE - 1, i do composite[multiple] = true end
        end
        i = i + 1
    end
    local count, last = 0, 0
    for n = 2, SIZE - 1 do
        if not composite[n] then
            count = count + 1
            last = n
        end
    end
    print(string.format("%d %d", count, last))
end

main()
