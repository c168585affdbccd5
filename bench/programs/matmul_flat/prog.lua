local SIZE = tonumber(arg[1])

local function multiply(a, b, c)
    for i = 0, SIZE - 1 do
        for k = 0, SIZE - 1 do
            local factor = a[i * SIZE + k]
            for j = 0, SIZE - 1 do
                c[i * SIZE + j] = c[i * SIZE + j] + factor * b[k * SIZE + j]
            end
        end
    end
end

local function main()
    local a, b, c = {}, {}, {}
    for i = 0, SIZE * SIZE - 1 do
        a[i] = (3 * i % 11) / 4.0
        b[i] = (5 * i % 7) / 8.0
        c[i] = 0.0
    end
    multiply(a, b, c)
    local trace, total = 0.0, 0.0
    for i = 0, SIZE - 1 do trace = trace + c[i * SIZE + i] end
    for i = 0, SIZE * SIZE - 1 do total = total + c[i] end
    print(string.format("%d %d", trace * 32, total * 32))
end

main()
