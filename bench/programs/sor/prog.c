#include <stdio.h>
#include <stdlib.h>

#define WIDTH 100

static void relax(double **g, double omega) {
    double quarter = omega * 0.25;
    double rest = 1.0 - omega;
    for (int i = 1; i < WIDTH - 1; i++) {
        double *row = g[i];
        const double *above = g[i - 1], *below = g[i + 1];
        for (int j = 1; j < WIDTH - 1; j++)
            row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j];
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static double *g[WIDTH];
    int seed = 1;
    for (int i = 0; i < WIDTH; i++) {
        g[i] = malloc(sizeof(double) * WIDTH);
        if (!g[i]) abort();
        for (int j = 0; j < WIDTH; j++) {
            seed = (seed * 3877 + 29573) % 139968;
            g[i][j] = seed / 139968.0;
        }
    }
    for (int step = 0; step < size; step++) relax(g, 1.25);
    double sum = 0.0;
    for (int i = 0; i < WIDTH; i++)
        for (int j = 0; j < WIDTH; j++) sum += g[i][j];
    printf("%lld\n", (long long) (sum * 1000000.0));
    return 0;
}
