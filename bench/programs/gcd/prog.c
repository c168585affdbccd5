#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    int sum = 0;
    for (int i = 1; i <= size; i++) {
        for (int j = 1; j <= size; j++) {
            int a = i;
            int b = j;
            while (b != 0) {
                int rest = a % b;
                a = b;
                b = rest;
            }
            sum += a;
        }
    }
    printf("%d\n", sum);
    return 0;
}
