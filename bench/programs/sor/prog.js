const SIZE = Number(process.argv[2]);
const WIDTH = 100;

function relax(g, omega) {
    const quarter = omega * 0.25;
    const rest = 1.0 - omega;
    for (let i = 1; i < WIDTH - 1; i++) {
        const row = g[i];
        const above = g[i - 1];
        const below = g[i + 1];
        for (let j = 1; j < WIDTH - 1; j++) {
            row[j] = quarter * (above[j] + below[j] + row[j - 1] + row[j + 1]) + rest * row[j];
        }
    }
}

function main() {
    const g = [];
    let seed = 1;
    for (let i = 0; i < WIDTH; i++) {
        const row = new Float64Array(WIDTH);
        for (let j = 0; j < WIDTH; j++) {
            seed = (seed * 3877 + 29573) % 139968;
            row[j] = seed / 139968.0;
        }
        g.push(row);
    }
    for (let step = 0; step < SIZE; step++) relax(g, 1.25);
    let sum = 0.0;
    for (const row of g) {
        for (const x of row) sum += x;
    }
    console.log(`${Math.trunc(sum * 1000000.0)}`);
}

main();
