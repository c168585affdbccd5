local SIZE = tonumber(arg[1])
local MIN_DEPTH = 4

local function make(depth)
    if depth == 0 then return {} end
    return {left = make(depth - 1), right = make(depth - 1)}
end

local function count(tree)
    if not tree then return 0 end
    return count(tree.left) + count(tree.right) + 1
end

print(string.format("%d nodes", count(make(SIZE + 1))))
local long_lived = make(SIZE)
for depth = MIN_DEPTH, SIZE, 4 do
    local turns = 2 ^ (SIZE - depth + MIN_DEPTH)
    local nodes = 0
    for _ = 1, turns do nodes = nodes + count(make(depth)) end
    print(string.format("%d trees of depth %d: %d nodes", turns, depth, nodes))
end
print(string.format("%d nodes", count(long_lived)))
