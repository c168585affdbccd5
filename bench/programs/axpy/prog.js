const SIZE = Number(process.argv[2]);
const LENGTH = 10000;

function axpy(a, x, y) {
    for (let i = 0; i < x.length; i++) y[i] += a * x[i];
}

function main() {
    const x = new Float64Array(LENGTH);
    const y = new Float64Array(LENGTH);
    for (let i = 0; i < LENGTH; i++) {
        x[i] = (i % 10) * 0.25;
        y[i] = i;
    }
    for (let turn = 0; turn < SIZE; turn++) axpy((turn % 3) - 0.5, x, y);
    let sum = 0.0;
    for (const v of y) sum += v;
    console.log(`${sum * 8.0}`);
}

main();
