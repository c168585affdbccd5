#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int best = 0;
    int longest = 0;
    int64_t total = 0;
    for (int start = 1; start < size; start++) {
        int64_t n = start;
        int steps = 0;
        while (n != 1) {
            if (n % 2 == 0) n = n / 2;
            else n = 3 * n + 1;
            steps += 1;
        }
        total += steps;
        if (steps > longest) {
            longest = steps;
            best = start;
        }
    }
    printf("%d %d %lld\n", best, longest, (long long) total);
    return 0;
}
