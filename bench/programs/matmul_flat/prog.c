#include <stdio.h>
#include <stdlib.h>

static void multiply(const double *a, const double *b, double *c, int size) {
    for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
            double factor = a[i * size + k];
            for (int j = 0; j < size; j++) c[i * size + j] += factor * b[k * size + j];
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int cells = size * size;
    double *a = calloc(cells, sizeof *a), *b = calloc(cells, sizeof *b);
    double *c = calloc(cells, sizeof *c);
    if (!a || !b || !c) abort();
    for (int i = 0; i < cells; i++) {
        a[i] = 3 * i % 11 / 4.0;
        b[i] = 5 * i % 7 / 8.0;
    }
    multiply(a, b, c, size);
    double trace = 0.0, total = 0.0;
    for (int i = 0; i < size; i++) trace += c[i * size + i];
    for (int i = 0; i < cells; i++) total += c[i];
    printf("%lld %lld\n", (long long) (trace * 32.0), (long long) (total * 32.0));
    return 0;
}
