#include <stdio.h>
#include <stdlib.h>

#ifndef ROW
#define ROW 1000
#endif
#define INNER 64
#define ROWS 16

static __attribute__((noinline)) void multiply(double **a, double **b, double **c) {
    for (int i = 0; i < ROWS; i++) {
        double *row = c[i];
        for (int k = 0; k < INNER; k++) {
            double factor = a[i][k];
            const double *other = b[k];
            for (int j = 0; j < ROW; j++) row[j] += factor * other[j];
        }
    }
}

static double **zeros(int rows, int columns) {
    double **made = malloc(rows * sizeof *made);
    if (!made) abort();
    for (int i = 0; i < rows; i++) {
        made[i] = calloc(columns, sizeof *made[i]);
        if (!made[i]) abort();
    }
    return made;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double **a = zeros(ROWS, INNER), **b = zeros(INNER, ROW), **c = zeros(ROWS, ROW);
    for (int i = 0; i < ROWS; i++)
        for (int k = 0; k < INNER; k++) a[i][k] = (3 * i + k) % 11 / 4.0;
    for (int k = 0; k < INNER; k++)
        for (int j = 0; j < ROW; j++) b[k][j] = (k + 2 * j) % 7 / 8.0;
    for (int turn = 0; turn < size; turn++) multiply(a, b, c);
    double total = 0.0;
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < ROW; j++) total += c[i][j];
    printf("%lld\n", (long long) (total * 32.0));
    return 0;
}
