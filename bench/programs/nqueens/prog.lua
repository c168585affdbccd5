local SIZE = tonumber(arg[1])

local function place(row, columns, up, down)
    if row == SIZE then return 1 end
    local found = 0
    for c = 0, SIZE - 1 do
        local u = row + c
        local d = row - c + SIZE - 1
        if not (columns[c] or up[u] or down[d]) then
            columns[c] = true
            up[u] = true
            down[d] = true
            found = found + place(row + 1, columns, up, down)
            columns[c] = false
            up[u] = false
            down[d] = false
        end
    end
    return found
end

local function flags(n)
    local t = {}
    for i = 0, n - 1 do t[i] = false end
    return t
end

print(place(0, flags(SIZE), flags(2 * SIZE), flags(2 * SIZE)))
