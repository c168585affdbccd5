#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define ACCOUNTS 100

struct account {
    int balance, transfers;
};

struct bank {
    struct account *accounts[ACCOUNTS];
    int seed, refused;
};

static bool withdraw(struct account *a, int amount) {
    if (amount > a->balance) return false;
    a->balance -= amount;
    return true;
}

static void deposit(struct account *a, int amount) {
    a->balance += amount;
    a->transfers += 1;
}

static int next(struct bank *b, int limit) {
    b->seed = (b->seed * 3877 + 29573) % 139968;
    return b->seed % limit;
}

static void transfer(struct bank *b) {
    struct account *from = b->accounts[next(b, ACCOUNTS)];
    struct account *to = b->accounts[next(b, ACCOUNTS)];
    int amount = next(b, 500);
    if (withdraw(from, amount)) deposit(to, amount);
    else b->refused += 1;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static struct bank bank = {.seed = 42};
    for (int i = 0; i < ACCOUNTS; i++) {
        bank.accounts[i] = malloc(sizeof(struct account));
        if (!bank.accounts[i]) abort();
        *bank.accounts[i] = (struct account) {1000, 0};
    }
    for (int i = 0; i < size; i++) transfer(&bank);
    int total = 0, most = 0, transfers = 0;
    for (int i = 0; i < ACCOUNTS; i++) {
        const struct account *a = bank.accounts[i];
        total += a->balance;
        transfers += a->transfers;
        if (a->balance > most) most = a->balance;
    }
    printf("%d %d %d %d\n", total, most, transfers, bank.refused);
    return 0;
}
