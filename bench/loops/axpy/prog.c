#include <stdio.h>
#include <stdlib.h>

#ifndef ROW
#define ROW 1000
#endif

static __attribute__((noinline)) void axpy(double a, const double *x, double *y) {
    for (int i = 0; i < ROW; i++) y[i] += a * x[i];
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double *x = calloc(ROW, sizeof *x), *y = calloc(ROW, sizeof *y);
    if (!x || !y) abort();
    for (int i = 0; i < ROW; i++) {
        x[i] = i % 10 * 0.25;
        y[i] = i;
    }
    for (int turn = 0; turn < size; turn++) axpy(turn % 3 - 0.5, x, y);
    double sum = 0.0;
    for (int i = 0; i < ROW; i++) sum += y[i];
    printf("%lld\n", (long long) (sum * 8.0));
    return 0;
}
