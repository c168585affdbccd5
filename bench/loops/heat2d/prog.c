#include <stdio.h>
#include <stdlib.h>

#ifndef ROW
#define ROW 1000
#endif
#define HEIGHT 32

static __attribute__((noinline)) void relax(const double *old, double *fresh) {
    for (int r = 1; r < HEIGHT - 1; r++) {
        for (int c = 1; c < ROW - 1; c++) {
            int i = r * ROW + c;
            fresh[i] = (old[i - ROW] + old[i + ROW] + old[i - 1] + old[i + 1]) * 0.25;
        }
    }
}

static double *plate(void) {
    double *cells = calloc(ROW * HEIGHT, sizeof *cells);
    if (!cells) abort();
    for (int c = 0; c < ROW; c++) cells[c] = 100.0;
    return cells;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double *a = plate(), *b = plate();
    for (int step = 0; step < size; step++) {
        relax(a, b);
        relax(b, a);
    }
    double heat = 0.0;
    for (int i = 0; i < ROW * HEIGHT; i++) heat += a[i];
    printf("%lld\n", (long long) (heat * 1000.0));
    return 0;
}
