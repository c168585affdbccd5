local SIZE = tonumber(arg[1])
local LENGTH = 10000

local function axpy(a, x, y)
    for i = 1, #x do y[i] = y[i] + a * x[i] end
end

local function main()
    local x, y = {}, {}
    for i = 0, LENGTH - 1 do
        x[i + 1] = (i % 10) * 0.25
        y[i + 1] = i + 0.0
    end
    for turn = 0, SIZE - 1 do axpy(turn % 3 - 0.5, x, y) end
    local sum = 0.0
    for i = 1, LENGTH do sum = sum + y[i] end
    print(string.format("%d", sum * 8.0))
end

main()
