local SIZE = tonumber(arg[1])

local function zeros()
    local rows = {}
    for i = 1, SIZE do
        local row = {}
        for j = 1, SIZE do row[j] = 0.0 end
        rows[i] = row
    end
    return rows
end

local function multiply(a, b, c)
    for i = 1, SIZE do
        local row = c[i]
        for k = 1, SIZE do
            local factor = a[i][k]
            local other = b[k]
            for j = 1, SIZE do row[j] = row[j] + factor * other[j] end
        end
    end
end

local function main()
    local a, b, c = zeros(), zeros(), zeros()
    for i = 0, SIZE - 1 do
        for j = 0, SIZE - 1 do
            a[i + 1][j + 1] = ((3 * i + j) % 11) / 4.0
            b[i + 1][j + 1] = ((i + 2 * j) % 7) / 8.0
        end
    end
    multiply(a, b, c)
    local trace, total = 0.0, 0.0
    for i = 1, SIZE do
        trace = trace + c[i][i]
        for j = 1, SIZE do total = total + c[i][j] end
    end
    print(string.format("%d %d", trace * 32, total * 32))
end

main()
