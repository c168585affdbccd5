final class Prog {
    private static final int ACCOUNTS = 100;

    private Prog() {}

    private static final class Account {
        int balance = 1000;
        int transfers;

        boolean withdraw(int amount) {
            if (amount > balance) return false;
            balance -= amount;
            return true;
        }

        void deposit(int amount) {
            balance += amount;
            transfers += 1;
        }
    }

    private static final class Bank {
        final Account[] accounts = new Account[ACCOUNTS];
        int seed = 42;
        int refused;

        int random(int limit) {
            seed = (seed * 3877 + 29573) % 139968;
            return seed % limit;
        }

        void transfer() {
            Account from = accounts[random(ACCOUNTS)];
            Account to = accounts[random(ACCOUNTS)];
            int amount = random(500);
            if (from.withdraw(amount)) to.deposit(amount);
            else refused += 1;
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var bank = new Bank();
        for (int i = 0; i < ACCOUNTS; i++) bank.accounts[i] = new Account();
        for (int i = 0; i < size; i++) bank.transfer();
        int total = 0;
        int most = 0;
        int transfers = 0;
        for (Account a : bank.accounts) {
            total += a.balance;
            transfers += a.transfers;
            if (a.balance > most) most = a.balance;
        }
        System.out.println(total + " " + most + " " + transfers + " " + bank.refused);
    }
}
