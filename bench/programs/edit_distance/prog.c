#include <string.h>
#include <stdio.h>
#include <stdlib.h>

static int smaller(int a, int b) { return a < b ? a : b; }

static int distance(const char *s, const char *t, int *row, int *next) {
    int m = strlen(s), n = strlen(t);
    for (int j = 0; j <= n; j++) row[j] = j;
    for (int i = 0; i < m; i++) {
        next[0] = i + 1;
        for (int j = 0; j < n; j++) {
            int change = s[i] == t[j] ? 0 : 1;
            next[j + 1] = smaller(smaller(next[j] + 1, row[j + 1] + 1), row[j] + change);
        }
        int *swap = row;
        row = next;
        next = swap;
    }
    return row[n];
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static const char *texts[] = {"the quick brown fox jumps", "over the lazy dog and runs",
        "packs my box with jugs", "five dozen liquor bottles",
        "how vexingly quick daft zebras jump"};
    static int row[64], next[64];
    int sum = 0;
    for (int i = 0; i < size; i++)
        sum += distance(texts[i % 5], texts[(i * 3 + 1) % 5], row, next);
    printf("%d\n", sum);
    return 0;
}
