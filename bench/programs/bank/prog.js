const SIZE = Number(process.argv[2]);
const ACCOUNTS = 100;

class Account {
    constructor(balance) {
        this.balance = balance;
        this.transfers = 0;
    }

    withdraw(amount) {
        if (amount > this.balance) return false;
        this.balance -= amount;
        return true;
    }

    deposit(amount) {
        this.balance += amount;
        this.transfers += 1;
    }
}

class Bank {
    constructor() {
        this.accounts = [];
        this.seed = 42;
        this.refused = 0;
    }

    random(limit) {
        this.seed = (this.seed * 3877 + 29573) % 139968;
        return this.seed % limit;
    }

    transfer() {
        const from = this.accounts[this.random(ACCOUNTS)];
        const to = this.accounts[this.random(ACCOUNTS)];
        const amount = this.random(500);
        if (from.withdraw(amount)) to.deposit(amount);
        else this.refused += 1;
    }
}

function main() {
    const bank = new Bank();
    for (let i = 0; i < ACCOUNTS; i++) bank.accounts.push(new Account(1000));
    for (let i = 0; i < SIZE; i++) bank.transfer();
    let total = 0;
    let most = 0;
    let transfers = 0;
    for (const a of bank.accounts) {
        total += a.balance;
        transfers += a.transfers;
        if (a.balance > most) most = a.balance;
    }
    console.log(`${total} ${most} ${transfers} ${bank.refused}`);
}

main();
