local SIZE = tonumber(arg[1])
local ROWS, PER_ROW = 1000, 5

local function multiply(y, values, starts, columns, x)
    for r = 0, ROWS - 1 do
        local sum = 0.0
        for i = starts[r], starts[r + 1] - 1 do sum = sum + x[columns[i]] * values[i] end
        y[r] = sum
    end
end

local function main()
    local x, y, values, columns, starts, seed = {}, {}, {}, {}, {}, 1
    starts[0] = 0
    for r = 0, ROWS - 1 do
        x[r] = (r % 10) * 0.5
        y[r] = 0.0
        starts[r + 1] = starts[r] + PER_ROW
        for i = 0, PER_ROW - 1 do
            seed = (seed * 3877 + 29573) % 139968
            columns[r * PER_ROW + i] = seed % ROWS
            values[r * PER_ROW + i] = (seed % 16) * 0.125
        end
    end
    local sum = 0.0
    for turn = 0, SIZE - 1 do
        multiply(y, values, starts, columns, x)
        x[turn % ROWS] = x[turn % ROWS] + 1.0
        sum = sum + y[turn * 7 % ROWS]
    end
    print(string.format("%d", sum * 16))
end

main()
