local SIZE = tonumber(arg[1])

local function main()
    local words = {"the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog"}
    local bytes, vowels, changes = 0, 0, 0
    local before = ""
    for i = 0, SIZE - 1 do
        local line = ""
        for k = 0, 7 do
            line = line .. words[(i * 7 + k * (i % 5 + 1)) % 9 + 1]
            line = line .. " "
        end
        bytes = bytes + #line
        for p = 1, #line do
            local c = line:sub(p, p)
            if c == "a" or c == "e" or c == "i" or c == "o" or c == "u" then
                vowels = vowels + 1
            end
        end
        if line > before then changes = changes + 1 end
        before = line
    end
    print(string.format("%d %d %d", bytes, vowels, changes))
end

main()
