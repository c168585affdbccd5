#include <stdint.h>
#include <stdio.h>

#define WIDTH 1200
#define HEIGHT 800
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

int main(void) {
    int members = 0;
    int64_t checksum = 0;
    for (int y = 0; y < HEIGHT; y++) {
        double ci = y * 2.0 / HEIGHT - 1.0;
        for (int x = 0; x < WIDTH; x++) {
            double cr = x * 3.0 / WIDTH - 2.0;
            int n = steps(cr, ci);
            if (n == LIMIT) members += 1;
            checksum = (checksum * 31 + n) % 1000000007;
        }
    }
    printf("%d %lld\n", members, (long long) checksum);
    return 0;
}
