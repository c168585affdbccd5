local SIZE = tonumber(arg[1])
local ACCOUNTS = 100

local Account = {}
Account.__index = Account

function Account:withdraw(amount)
    if amount > self.balance then return false end
    self.balance = self.balance - amount
    return true
end

function Account:deposit(amount)
    self.balance = self.balance + amount
    self.transfers = self.transfers + 1
end

local Bank = {}
Bank.__index = Bank

function Bank:random(limit)
    self.seed = (self.seed * 3877 + 29573) % 139968
    return self.seed % limit
end

function Bank:transfer()
    local from = self.accounts[self:random(ACCOUNTS) + 1]
    local to = self.accounts[self:random(ACCOUNTS) + 1]
    local amount = self:random(500)
    if from:withdraw(amount) then to:deposit(amount) else self.refused = self.refused + 1 end
end

local function main()
    local bank = setmetatable({accounts = {}, seed = 42, refused = 0}, Bank)
    for i = 1, ACCOUNTS do
        bank.accounts[i] = setmetatable({balance = 1000, transfers = 0}, Account)
    end
    for _ = 1, SIZE do bank:transfer() end
    local total, most, transfers = 0, 0, 0
    for i = 1, ACCOUNTS do
        local a = bank.accounts[i]
        total = total + a.balance
        transfers = transfers + a.transfers
        if a.balance > most then most = a.balance end
    end
    print(string.format("%d %d %d %d", total, most, transfers, bank.refused))
end

main()
