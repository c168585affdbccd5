local SIZE = tonumber(arg[1])
local LENGTH = 1024
local sqrt = math.sqrt

local function transform(re, im, direction)
    local n = LENGTH
    local j = 0
    for i = 0, n - 2 do
        if i < j then
            re[i], re[j] = re[j], re[i]
            im[i], im[j] = im[j], im[i]
        end
        local bit = n / 2
        while bit <= j do
            j = j - bit
            bit = bit / 2
        end
        j = j + bit
    end
    local half = 1
    local cosine, sine = -1.0, 0.0
    while half < n do
        local wr, wi = 1.0, 0.0
        for k = 0, half - 1 do
            for top = k, n - 1, 2 * half do
                local low = top + half
                local tr = wr * re[low] - wi * im[low]
                local ti = wr * im[low] + wi * re[low]
                re[low] = re[top] - tr
                im[low] = im[top] - ti
                re[top] = re[top] + tr
                im[top] = im[top] + ti
            end
            local turned = wr * cosine - wi * sine
            wi = wr * sine + wi * cosine
            wr = turned
        end
        half = half * 2
        if half == 2 then
            sine, cosine = direction, 0.0
        else
            sine = sine / sqrt(2.0 * (1.0 + cosine))
            cosine = sqrt((1.0 + cosine) / 2.0)
        end
    end
end

local function main()
    local re, im, seed = {}, {}, 1
    for i = 0, LENGTH - 1 do
        seed = (seed * 3877 + 29573) % 139968
        re[i] = seed / 139968.0
        im[i] = 0.0
    end
    local scale = 1.0 / LENGTH
    for _ = 1, SIZE do
        transform(re, im, -1.0)
        transform(re, im, 1.0)
        for i = 0, LENGTH - 1 do
            re[i] = re[i] * scale
            im[i] = im[i] * scale
        end
    end
    transform(re, im, -1.0)
    local sum = 0.0
    for i = 0, LENGTH - 1 do sum = sum + (re[i] * re[i] + im[i] * im[i]) end
    print(string.format("%d %d", math.floor(sum * 1000.0), math.floor(re[0] * 1000000.0)))
end

main()
