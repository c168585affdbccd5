local SIZE = tonumber(arg[1])
local DAYS = 365.24
local SOLAR_MASS = 39.478417604357432
local sqrt = math.sqrt

-- The speeds are given per day, the masses in masses of the sun.
local function body(x, y, z, vx, vy, vz, mass)
    return {
        x = x, y = y, z = z,
        vx = vx * DAYS, vy = vy * DAYS, vz = vz * DAYS,
        mass = mass * SOLAR_MASS,
    }
end

local function bodies()
    return {
        body(0.0, 0.0, 0.0,
            0.0, 0.0, 0.0,
            1.0),
        body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023,
            0.000954791938424326609),
        body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726411220, 0.00499852801234917238, 0.0000230417297573763929,
            0.000285885980666130812),
        body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556,
            0.0000436624404335156298),
        body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870,
            0.0000515138902046611451)
    }
end

local function stop_drift(all)
    local px, py, pz = 0.0, 0.0, 0.0
    for i = 1, #all do
        local b = all[i]
        px = px + b.vx * b.mass
        py = py + b.vy * b.mass
        pz = pz + b.vz * b.mass
    end
    local sun = all[1]
    sun.vx = -px / SOLAR_MASS
    sun.vy = -py / SOLAR_MASS
    sun.vz = -pz / SOLAR_MASS
end

local function energy(all)
    local e = 0.0
    for i = 1, #all do
        local b = all[i]
        e = e + 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
        for j = i + 1, #all do
            local c = all[j]
            local dx = b.x - c.x
            local dy = b.y - c.y
            local dz = b.z - c.z
            e = e - b.mass * c.mass / sqrt(dx * dx + dy * dy + dz * dz)
        end
    end
    return e
end

local function advance(all, dt)
    local n = #all
    for i = 1, n do
        local b = all[i]
        for j = i + 1, n do
            local c = all[j]
            local dx = b.x - c.x
            local dy = b.y - c.y
            local dz = b.z - c.z
            local distance2 = dx * dx + dy * dy + dz * dz
            local pull = dt / (distance2 * sqrt(distance2))
            b.vx = b.vx - dx * c.mass * pull
            b.vy = b.vy - dy * c.mass * pull
            b.vz = b.vz - dz * c.mass * pull
            c.vx = c.vx + dx * b.mass * pull
            c.vy = c.vy + dy * b.mass * pull
            c.vz = c.vz + dz * b.mass * pull
        end
    end
    for i = 1, n do
        local b = all[i]
        b.x = b.x + dt * b.vx
        b.y = b.y + dt * b.vy
        b.z = b.z + dt * b.vz
    end
end

-- The energy is negative: cut toward zero.
local function report(all)
    print(string.format("%d", math.ceil(energy(all) * 1e9)))
end

local all = bodies()
stop_drift(all)
report(all)
for _ = 1, SIZE do advance(all, 0.01) end
report(all)
