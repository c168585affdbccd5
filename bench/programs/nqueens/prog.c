#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static int place(int size, int row, bool *columns, bool *up, bool *down) {
    if (row == size) return 1;
    int found = 0;
    for (int c = 0; c < size; c++) {
        int u = row + c;
        int d = row - c + size - 1;
        if (!(columns[c] || up[u] || down[d])) {
            columns[c] = true;
            up[u] = true;
            down[d] = true;
            found += place(size, row + 1, columns, up, down);
            columns[c] = false;
            up[u] = false;
            down[d] = false;
        }
    }
    return found;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int n = atoi(argv[1]);
    bool *columns = calloc(n, 1), *up = calloc(2 * n, 1), *down = calloc(2 * n, 1);
    printf("%d\n", place(n, 0, columns, up, down));
    return 0;
}
