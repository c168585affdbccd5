local SIZE = tonumber(arg[1])
local COUNT = 1000
local SQUARE, BOX, TRIANGLE = 1, 2, 3

local function area(s)
    local kind = s.kind
    if kind == SQUARE then
        return s.a * s.a
    elseif kind == BOX then
        return s.a * s.b
    else
        local doubled = s.a * s.b
        return (doubled - doubled % 2) / 2
    end
end

local function next_shape(s)
    local kind = s.kind
    if kind == SQUARE then
        return {kind = BOX, a = s.a, b = s.a % 7 + 1}
    elseif kind == BOX then
        return {kind = TRIANGLE, a = s.a % 50 + 2, b = s.b + 3}
    else
        return {kind = SQUARE, a = s.a % 20 + s.b % 9, b = 0}
    end
end

local function main()
    local shapes = {}
    for i = 1, COUNT do shapes[i] = {kind = SQUARE, a = (i - 1) % 30, b = 0} end
    local total = 0
    for _ = 1, SIZE do
        for i = 1, COUNT do
            local s = shapes[i]
            total = (total + area(s)) % 1000003
            shapes[i] = next_shape(s)
        end
    end
    print(string.format("%d", total))
end

main()
