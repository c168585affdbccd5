#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    bool *composite = calloc(size, 1);
    if (!composite) abort();
    int i = 2;
    while (i * i < size) {
        if (!composite[i])
            for (int multiple = i * i; multiple < size; multiple += i) composite[multiple] = true;
        i += 1;
    }
    int count = 0;
    int last = 0;
    for (int n = 2; n < size; n++) {
        if (!composite[n]) {
            count += 1;
            last = n;
        }
    }
    printf("%d %d\n", count, last);
    return 0;
}
