#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH 1000

struct ints {
    int *values;
    int length, capacity;
};

/* A function with the variables it sees. */
struct closure {
    void *code;
    int step;
};

static void push(struct ints *xs, int value) {
    if (xs->length == xs->capacity) {
        xs->capacity = xs->capacity ? 2 * xs->capacity : 4;
        xs->values = realloc(xs->values, sizeof(int) * xs->capacity);
        if (!xs->values) abort();
    }
    xs->values[xs->length++] = value;
}

static struct ints map(struct ints xs, const struct closure *f) {
    struct ints out = {0};
    int (*code)(const struct closure *, int) = f->code;
    for (int i = 0; i < xs.length; i++) push(&out, code(f, xs.values[i]));
    return out;
}

static struct ints filter(struct ints xs, const struct closure *keep) {
    struct ints out = {0};
    bool (*code)(const struct closure *, int) = keep->code;
    for (int i = 0; i < xs.length; i++)
        if (code(keep, xs.values[i])) push(&out, xs.values[i]);
    return out;
}

static int reduce(struct ints xs, int start, const struct closure *join) {
    int result = start;
    int (*code)(const struct closure *, int, int) = join->code;
    for (int i = 0; i < xs.length; i++) result = code(join, result, xs.values[i]);
    return result;
}

static int scale(const struct closure *self, int x) { return x * self->step + 1; }
static bool differs(const struct closure *self, int x) { return x % 3 != self->step % 3; }
static int add(const struct closure *self, int a, int b) { (void) self; return (a + b) % 1000003; }

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    struct ints xs = {0};
    for (int i = 0; i < LENGTH; i++) push(&xs, i);
    int total = 0;
    for (int turn = 0; turn < size; turn++) {
        int step = turn % 7 + 1;
        struct ints mapped = map(xs, &(struct closure) {scale, step});
        struct ints kept = filter(mapped, &(struct closure) {differs, step});
        total = (total + reduce(kept, 0, &(struct closure) {add, 0})) % 1000003;
        free(mapped.values);
        free(kept.values);
    }
    printf("%d\n", total);
    return 0;
}
