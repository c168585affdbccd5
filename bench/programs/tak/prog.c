#include <stdio.h>
#include <stdlib.h>

static int tak(int x, int y, int z) {
    if (y >= x) return z;
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int sum = 0;
    for (int round = 0; round < size; round++) sum += tak(18, 12, 6 - round % 2);
    printf("%d\n", sum);
    return 0;
}
