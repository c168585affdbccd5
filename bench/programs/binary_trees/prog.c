#include <stdio.h>
#include <stdlib.h>

#define MIN_DEPTH 4

struct tree {
    struct tree *left, *right;
};

static struct tree *make(int depth) {
    struct tree *t = malloc(sizeof *t);
    if (!t) abort();
    t->left = depth ? make(depth - 1) : NULL;
    t->right = depth ? make(depth - 1) : NULL;
    return t;
}

static int count(const struct tree *t) {
    return t ? count(t->left) + count(t->right) + 1 : 0;
}

static void release(struct tree *t) {
    if (!t) return;
    release(t->left);
    release(t->right);
    free(t);
}

static int build_and_drop(int depth) {
    struct tree *t = make(depth);
    int nodes = count(t);
    release(t);
    return nodes;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    printf("%d nodes\n", build_and_drop(size + 1));
    struct tree *long_lived = make(size);
    for (int depth = MIN_DEPTH; depth <= size; depth += 4) {
        int turns = 1 << (size - depth + MIN_DEPTH);
        int nodes = 0;
        for (int i = 0; i < turns; i++) nodes += build_and_drop(depth);
        printf("%d trees of depth %d: %d nodes\n", turns, depth, nodes);
    }
    printf("%d nodes\n", count(long_lived));
    release(long_lived);
    return 0;
}
