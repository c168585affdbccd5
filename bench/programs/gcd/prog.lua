local SIZE = tonumber(arg[1])

local function main()
    local sum = 0
    for i = 1, SIZE do
        for j = 1, SIZE do
            local a, b = i, j
            while b ~= 0 do
                local rest = a % b
                a = b
                b = rest
            end
            sum = sum + a
        end
    end
    print(sum)
end

main()
