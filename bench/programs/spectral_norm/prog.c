#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double element(int i, int j) {
    int ij = i + j;
    return 1.0 / (ij * (ij + 1) / 2 + i + 1);
}

static void multiply(const double *source, double *target, int size) {
    for (int i = 0; i < size; i++) {
        double sum = 0.0;
        for (int j = 0; j < size; j++) sum += element(i, j) * source[j];
        target[i] = sum;
    }
}

static void multiply_transposed(const double *source, double *target, int size) {
    for (int i = 0; i < size; i++) {
        double sum = 0.0;
        for (int j = 0; j < size; j++) sum += element(j, i) * source[j];
        target[i] = sum;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double *u = calloc(size, sizeof *u), *v = calloc(size, sizeof *v);
    double *between = calloc(size, sizeof *between);
    if (!u || !v || !between) abort();
    for (int i = 0; i < size; i++) u[i] = 1.0;
    for (int round = 0; round < 10; round++) {
        multiply(u, between, size);
        multiply_transposed(between, v, size);
        multiply(v, between, size);
        multiply_transposed(between, u, size);
    }
    double uv = 0.0, vv = 0.0;
    for (int i = 0; i < size; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    printf("%lld\n", (long long) (sqrt(uv / vv) * 1e9));
    return 0;
}
