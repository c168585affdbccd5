#include <stdio.h>
#include <stdlib.h>

static int flips_of(const int *order, int *row, int size) {
    for (int i = 0; i < size; i++) row[i] = order[i];
    int flips = 0;
    int first = row[0];
    while (first != 0) {
        int low = 0;
        int high = first;
        while (low < high) {
            int saved = row[low];
            row[low] = row[high];
            row[high] = saved;
            low += 1;
            high -= 1;
        }
        flips += 1;
        first = row[0];
    }
    return flips;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int *order = calloc(size, sizeof(int)), *turns = calloc(size, sizeof(int));
    int *row = calloc(size, sizeof(int));
    if (!order || !turns || !row) abort();
    for (int i = 0; i < size; i++) order[i] = i;
    int checksum = 0, most = 0, sign = 1, length = 0;
    while (length < size) {
        int flips = flips_of(order, row, size);
        if (flips > most) most = flips;
        checksum += sign * flips;
        sign = -sign;
        length = 1;
        while (length < size) {
            int first = order[0];
            for (int i = 0; i < length; i++) order[i] = order[i + 1];
            order[length] = first;
            turns[length] += 1;
            if (turns[length] <= length) break;
            turns[length] = 0;
            length += 1;
        }
    }
    printf("%d %d\n", checksum, most);
    return 0;
}
