#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define MODULUS INT64_C(2147483647)

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int64_t seed = 42, low = MODULUS, high = 0, sum = 0;
    int below = 0;
    for (int i = 0; i < size; i++) {
        seed = seed * 16807 % MODULUS;
        if (seed < low) low = seed;
        if (seed > high) high = seed;
        if (seed < 536870912) below += 1;
        sum = (sum + seed) % 1000003;
    }
    printf("%lld %lld %lld %d\n", (long long) low, (long long) high, (long long) sum, below);
    return 0;
}
