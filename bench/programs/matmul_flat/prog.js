const SIZE = Number(process.argv[2]);

function multiply(a, b, c) {
    for (let i = 0; i < SIZE; i++) {
        for (let k = 0; k < SIZE; k++) {
            const factor = a[i * SIZE + k];
            for (let j = 0; j < SIZE; j++) c[i * SIZE + j] += factor * b[k * SIZE + j];
        }
    }
}

function main() {
    const a = new Float64Array(SIZE * SIZE);
    const b = new Float64Array(SIZE * SIZE);
    const c = new Float64Array(SIZE * SIZE);
    for (let i = 0; i < SIZE * SIZE; i++) {
        a[i] = ((3 * i) % 11) / 4.0;
        b[i] = ((5 * i) % 7) / 8.0;
    }
    multiply(a, b, c);
    let trace = 0.0;
    let total = 0.0;
    for (let i = 0; i < SIZE; i++) trace += c[i * SIZE + i];
    for (let i = 0; i < SIZE * SIZE; i++) total += c[i];
    console.log(`${trace * 32} ${total * 32}`);
}

main();
