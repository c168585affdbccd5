local SIZE = tonumber(arg[1])

local function main()
    local slow, fast, sign = 0.0, 3.0, 1.0
    for k = 0, SIZE - 1 do
        local odd = 2.0 * k + 1.0
        slow = slow + 4.0 * sign / odd
        fast = fast + sign * 4.0 / ((odd + 1.0) * (odd + 2.0) * (odd + 3.0))
        sign = -sign
    end
    print(string.format("%d %d", math.floor(slow * 1e9), math.floor(fast * 1e9)))
end

main()
