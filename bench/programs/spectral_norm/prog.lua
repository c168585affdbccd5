local SIZE = tonumber(arg[1])

-- The product of two neighbours is even, so halving it is exact.
local function element(i, j)
    local ij = i + j
    return 1.0 / (ij * (ij + 1) * 0.5 + i + 1)
end

local function multiply(source, target)
    for i = 0, SIZE - 1 do
        local sum = 0.0
        for j = 0, SIZE - 1 do sum = sum + element(i, j) * source[j] end
        target[i] = sum
    end
end

local function multiply_transposed(source, target)
    for i = 0, SIZE - 1 do
        local sum = 0.0
        for j = 0, SIZE - 1 do sum = sum + element(j, i) * source[j] end
        target[i] = sum
    end
end

local function main()
    local u, v, between = {}, {}, {}
    for i = 0, SIZE - 1 do
        u[i] = 1.0
        v[i] = 0.0
        between[i] = 0.0
    end
    for _ = 1, 10 do
        multiply(u, between)
        multiply_transposed(between, v)
        multiply(v, between)
        multiply_transposed(between, u)
    end
    local uv, vv = 0.0, 0.0
    for i = 0, SIZE - 1 do
        uv = uv + u[i] * v[i]
        vv = vv + v[i] * v[i]
    end
    print(string.format("%d", math.floor(math.sqrt(uv / vv) * 1e9)))
end

main()
