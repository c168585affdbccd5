#include <stdio.h>
#include <stdlib.h>

static int ack(int m, int n) {
    if (m == 0) return n + 1;
    if (n == 0) return ack(m - 1, 1);
    return ack(m - 1, ack(m, n - 1));
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int sum = 0;
    for (int round = 0; round < size; round++) sum += ack(3, 5 + round % 2);
    printf("%d\n", sum);
    return 0;
}
