#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LIMIT 500

static int steps(double cr, double ci) {
    double zr = 0.0;
    double zi = 0.0;
    int n = 0;
    while (n < LIMIT) {
        double rr = zr * zr;
        double ii = zi * zi;
        if (rr + ii > 4.0) return n;
        zi = 2.0 * zr * zi + ci;
        zr = rr - ii + cr;
        n += 1;
    }
    return n;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int members = 0;
    int64_t sum = 0;
    for (int y = 0; y < size; y++) {
        double ci = y * 2.0 / size - 1.0;
        for (int x = 0; x < size; x++) {
            double cr = x * 3.0 / size - 2.0;
            int n = steps(cr, ci);
            if (n == LIMIT) members += 1;
            sum = (sum * 31 + n) % 1000000007;
        }
    }
    printf("%d %lld\n", members, (long long) sum);
    return 0;
}
