#include <string.h>
#include <stdio.h>
#include <stdlib.h>

/* Strings never change: joining makes a new one, and the old one goes. */
static char *join(char *left, const char *right) {
    size_t a = strlen(left), b = strlen(right);
    char *joined = malloc(a + b + 1);
    if (!joined) abort();
    memcpy(joined, left, a);
    memcpy(joined + a, right, b + 1);
    free(left);
    return joined;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static const char *words[] = {"the", "quick", "brown", "fox", "jumps", "over", "a", "lazy",
        "dog"};
    int bytes = 0, vowels = 0, changes = 0;
    char *before = calloc(1, 1);
    for (int i = 0; i < size; i++) {
        char *line = calloc(1, 1);
        for (int k = 0; k < 8; k++) {
            line = join(line, words[(i * 7 + k * (i % 5 + 1)) % 9]);
            line = join(line, " ");
        }
        bytes += strlen(line);
        for (const char *p = line; *p; p++)
            if (*p == 'a' || *p == 'e' || *p == 'i' || *p == 'o' || *p == 'u') vowels += 1;
        if (strcmp(line, before) > 0) changes += 1;
        free(before);
        before = line;
    }
    printf("%d %d %d\n", bytes, vowels, changes);
    free(before);
    return 0;
}
