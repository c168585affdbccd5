#include <stdio.h>
#include <stdlib.h>

static double magnitude(double x) { return x < 0.0 ? -x : x; }

static int factor(double **a, int size) {
    int exchanges = 0;
    for (int k = 0; k < size; k++) {
        int pivot = k;
        for (int r = k + 1; r < size; r++)
            if (magnitude(a[r][k]) > magnitude(a[pivot][k])) pivot = r;
        if (pivot != k) {
            double *swap = a[pivot];
            a[pivot] = a[k];
            a[k] = swap;
            exchanges += 1;
        }
        const double *top = a[k];
        double scale = 1.0 / top[k];
        for (int r = k + 1; r < size; r++) {
            double *row = a[r];
            double ratio = row[k] * scale;
            row[k] = ratio;
            for (int c = k + 1; c < size; c++) row[c] -= ratio * top[c];
        }
    }
    return exchanges;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double **a = malloc(sizeof(double *) * size);
    if (!a) abort();
    int seed = 1;
    for (int r = 0; r < size; r++) {
        a[r] = malloc(sizeof(double) * size);
        if (!a[r]) abort();
        for (int c = 0; c < size; c++) {
            seed = (seed * 3877 + 29573) % 139968;
            a[r][c] = seed / 139968.0 - 0.5;
        }
    }
    int exchanges = factor(a, size);
    double sum = 0.0;
    for (int k = 0; k < size; k++) sum += magnitude(a[k][k]);
    printf("%d %lld\n", exchanges, (long long) (sum * 1000000.0));
    return 0;
}
