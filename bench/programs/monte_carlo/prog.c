#include <stdio.h>
#include <stdlib.h>

struct generator {
    int seed;
};

static double next(struct generator *g) {
    int high = g->seed / 127773;
    int low = g->seed - high * 127773;
    int seed = 16807 * low - 2836 * high;
    if (seed < 0) seed += 2147483647;
    g->seed = seed;
    return seed / 2147483647.0;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    struct generator random = {113};
    int inside = 0;
    for (int i = 0; i < size; i++) {
        double x = next(&random);
        double y = next(&random);
        if (x * x + y * y <= 1.0) inside += 1;
    }
    printf("%d %d\n", inside, random.seed);
    return 0;
}
