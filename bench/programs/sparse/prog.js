const SIZE = Number(process.argv[2]);
const ROWS = 1000;
const PER_ROW = 5;

function multiply(y, values, starts, columns, x) {
    for (let r = 0; r < ROWS; r++) {
        let sum = 0.0;
        for (let i = starts[r]; i < starts[r + 1]; i++) sum += x[columns[i]] * values[i];
        y[r] = sum;
    }
}

function main() {
    const x = new Float64Array(ROWS);
    const y = new Float64Array(ROWS);
    const values = new Float64Array(ROWS * PER_ROW);
    const columns = new Int32Array(ROWS * PER_ROW);
    const starts = new Int32Array(ROWS + 1);
    let seed = 1;
    for (let r = 0; r < ROWS; r++) {
        x[r] = (r % 10) * 0.5;
        starts[r + 1] = starts[r] + PER_ROW;
        for (let i = 0; i < PER_ROW; i++) {
            seed = (seed * 3877 + 29573) % 139968;
            columns[r * PER_ROW + i] = seed % ROWS;
            values[r * PER_ROW + i] = (seed % 16) * 0.125;
        }
    }
    let sum = 0.0;
    for (let turn = 0; turn < SIZE; turn++) {
        multiply(y, values, starts, columns, x);
        x[turn % ROWS] += 1.0;
        sum += y[(turn * 7) % ROWS];
    }
    console.log(`${sum * 16}`);
}

main();
