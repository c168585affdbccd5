const SIZE = Number(process.argv[2]);

// The product of two neighbours is even, so halving it is exact.
function element(i, j) {
    const ij = i + j;
    return 1.0 / ((ij * (ij + 1)) / 2 + i + 1);
}

function multiply(source, target) {
    for (let i = 0; i < SIZE; i++) {
        let sum = 0.0;
        for (let j = 0; j < SIZE; j++) sum += element(i, j) * source[j];
        target[i] = sum;
    }
}

function multiplyTransposed(source, target) {
    for (let i = 0; i < SIZE; i++) {
        let sum = 0.0;
        for (let j = 0; j < SIZE; j++) sum += element(j, i) * source[j];
        target[i] = sum;
    }
}

function main() {
    const u = new Float64Array(SIZE).fill(1.0);
    const v = new Float64Array(SIZE);
    const between = new Float64Array(SIZE);
    for (let round = 0; round < 10; round++) {
        multiply(u, between);
        multiplyTransposed(between, v);
        multiply(v, between);
        multiplyTransposed(between, u);
    }
    let uv = 0.0;
    let vv = 0.0;
    for (let i = 0; i < SIZE; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    console.log(`${Math.trunc(Math.sqrt(uv / vv) * 1e9)}`);
}

main();
