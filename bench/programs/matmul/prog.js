const SIZE = Number(process.argv[2]);

function zeros() {
    const rows = [];
    for (let i = 0; i < SIZE; i++) rows.push(new Array(SIZE).fill(0.0));
    return rows;
}

function multiply(a, b, c) {
    for (let i = 0; i < SIZE; i++) {
        const row = c[i];
        for (let k = 0; k < SIZE; k++) {
            const factor = a[i][k];
            const other = b[k];
            for (let j = 0; j < SIZE; j++) row[j] += factor * other[j];
        }
    }
}

function main() {
    const a = zeros();
    const b = zeros();
    const c = zeros();
    for (let i = 0; i < SIZE; i++) {
        for (let j = 0; j < SIZE; j++) {
            a[i][j] = ((3 * i + j) % 11) / 4.0;
            b[i][j] = ((i + 2 * j) % 7) / 8.0;
        }
    }
    multiply(a, b, c);
    let trace = 0.0;
    let total = 0.0;
    for (let i = 0; i < SIZE; i++) {
        trace += c[i][i];
        for (let j = 0; j < SIZE; j++) total += c[i][j];
    }
    console.log(`${trace * 32} ${total * 32}`);
}

main();
