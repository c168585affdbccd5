#include <stdio.h>
#include <stdlib.h>

#ifndef ROW
#define ROW 1000
#endif

static __attribute__((noinline)) void apply(const double *x, double *y) {
    for (int i = 0; i < ROW; i++) {
        double v = x[i];
        y[i] = v * v * 0.5 - v + 1.0;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double *x = calloc(ROW, sizeof *x), *y = calloc(ROW, sizeof *y);
    if (!x || !y) abort();
    for (int i = 0; i < ROW; i++) x[i] = i % 100 * 0.02;
    for (int turn = 0; turn < size; turn++) {
        apply(x, y);
        apply(y, x);
    }
    double sum = 0.0;
    for (int i = 0; i < ROW; i++) sum += x[i];
    printf("%lld\n", (long long) (sum * 1000.0));
    return 0;
}
