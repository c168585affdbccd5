#include <stdio.h>
#include <stdlib.h>

static double **zeros(int size) {
    double **rows = malloc(sizeof(double *) * size);
    if (!rows) abort();
    for (int i = 0; i < size; i++) {
        rows[i] = calloc(size, sizeof(double));
        if (!rows[i]) abort();
    }
    return rows;
}

static void multiply(double **a, double **b, double **c, int size) {
    for (int i = 0; i < size; i++) {
        double *row = c[i];
        for (int k = 0; k < size; k++) {
            double factor = a[i][k];
            const double *other = b[k];
            for (int j = 0; j < size; j++) row[j] += factor * other[j];
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double **a = zeros(size), **b = zeros(size), **c = zeros(size);
    for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
            a[i][j] = (3 * i + j) % 11 / 4.0;
            b[i][j] = (i + 2 * j) % 7 / 8.0;
        }
    }
    multiply(a, b, c, size);
    double trace = 0.0, total = 0.0;
    for (int i = 0; i < size; i++) {
        trace += c[i][i];
        for (int j = 0; j < size; j++) total += c[i][j];
    }
    printf("%lld %lld\n", (long long) (trace * 32.0), (long long) (total * 32.0));
    return 0;
}
