local SIZE = tonumber(arg[1])
local COUNT = 1000

local Particle = {}
Particle.__index = Particle

function Particle.new(x, y, vx, vy)
    return setmetatable({x = x, y = y, vx = vx, vy = vy, bounces = 0}, Particle)
end

function Particle:move(dt)
    self.vy = self.vy - 9.81 * dt
    self.x = self.x + self.vx * dt
    self.y = self.y + self.vy * dt
    if self.y < 0.0 then
        self.y = -self.y
        self.vy = -0.9 * self.vy
        self.bounces = self.bounces + 1
    end
end

local function main()
    local particles = {}
    for i = 0, COUNT - 1 do
        particles[#particles + 1] = Particle.new(i + 0.0, i * 0.01, 1.0 + i * 0.001, 0.0)
    end
    for _ = 1, SIZE do
        for i = 1, #particles do particles[i]:move(0.01) end
    end
    local x, y, bounces = 0.0, 0.0, 0
    for i = 1, #particles do
        local p = particles[i]
        x = x + p.x
        y = y + p.y
        bounces = bounces + p.bounces
    end
    print(string.format("%d %d %d", math.floor(x * 1000.0), math.floor(y * 1000.0), bounces))
end

main()
