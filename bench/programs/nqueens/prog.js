const SIZE = Number(process.argv[2]);

function place(row, columns, up, down) {
    if (row === SIZE) return 1;
    let found = 0;
    for (let c = 0; c < SIZE; c++) {
        const u = row + c;
        const d = row - c + SIZE - 1;
        if (!(columns[c] || up[u] || down[d])) {
            columns[c] = true;
            up[u] = true;
            down[d] = true;
            found += place(row + 1, columns, up, down);
            columns[c] = false;
            up[u] = false;
            down[d] = false;
        }
    }
    return found;
}

const flags = (n) => new Array(n).fill(false);
console.log(place(0, flags(SIZE), flags(2 * SIZE), flags(2 * SIZE)));
