#include <stdio.h>
#include <stdlib.h>

#define COUNT 1000

enum kind { SQUARE, BOX, TRIANGLE };

struct shape {
    enum kind kind;
    int a, b;
};

static struct shape *make(enum kind kind, int a, int b) {
    struct shape *s = malloc(sizeof *s);
    if (!s) abort();
    *s = (struct shape) {kind, a, b};
    return s;
}

static int area(const struct shape *s) {
    switch (s->kind) {
        case SQUARE: return s->a * s->a;
        case BOX: return s->a * s->b;
        default: return s->a * s->b / 2;
    }
}

static struct shape *next(const struct shape *s) {
    switch (s->kind) {
        case SQUARE: return make(BOX, s->a, s->a % 7 + 1);
        case BOX: return make(TRIANGLE, s->a % 50 + 2, s->b + 3);
        default: return make(SQUARE, s->a % 20 + s->b % 9, 0);
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static struct shape *shapes[COUNT];
    for (int i = 0; i < COUNT; i++) shapes[i] = make(SQUARE, i % 30, 0);
    int total = 0;
    for (int turn = 0; turn < size; turn++) {
        for (int i = 0; i < COUNT; i++) {
            struct shape *s = shapes[i];
            total = (total + area(s)) % 1000003;
            shapes[i] = next(s);
            free(s);
        }
    }
    printf("%d\n", total);
    return 0;
}
