#include <stdio.h>
#include <stdlib.h>

#define ROWS 1000
#define PER_ROW 5

static void multiply(double *y, const double *values, const int *starts, const int *columns,
    const double *x) {
    for (int r = 0; r < ROWS; r++) {
        double sum = 0.0;
        for (int i = starts[r]; i < starts[r + 1]; i++) sum += x[columns[i]] * values[i];
        y[r] = sum;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static double x[ROWS], y[ROWS], values[ROWS * PER_ROW];
    static int columns[ROWS * PER_ROW], starts[ROWS + 1];
    int seed = 1;
    for (int r = 0; r < ROWS; r++) {
        x[r] = r % 10 * 0.5;
        starts[r + 1] = starts[r] + PER_ROW;
        for (int i = 0; i < PER_ROW; i++) {
            seed = (seed * 3877 + 29573) % 139968;
            columns[r * PER_ROW + i] = seed % ROWS;
            values[r * PER_ROW + i] = seed % 16 * 0.125;
        }
    }
    double sum = 0.0;
    for (int turn = 0; turn < size; turn++) {
        multiply(y, values, starts, columns, x);
        x[turn % ROWS] += 1.0;
        sum += y[turn * 7 % ROWS];
    }
    printf("%lld\n", (long long) (sum * 16.0));
    return 0;
}
