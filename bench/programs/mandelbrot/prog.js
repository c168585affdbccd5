const SIZE = Number(process.argv[2]);
const LIMIT = 500;

function steps(cr, ci) {
    let zr = 0.0;
    let zi = 0.0;
    let n = 0;
    while (n < LIMIT) {
        const rr = zr * zr;
        const ii = zi * zi;
        if (rr + ii > 4.0) return n;
        zi = 2.0 * zr * zi + ci;
        zr = rr - ii + cr;
        n += 1;
    }
    return n;
}

function main() {
    let members = 0;
    let sum = 0;
    for (let y = 0; y < SIZE; y++) {
        const ci = (y * 2.0) / SIZE - 1.0;
        for (let x = 0; x < SIZE; x++) {
            const cr = (x * 3.0) / SIZE - 2.0;
            const n = steps(cr, ci);
            if (n === LIMIT) members += 1;
            sum = (sum * 31 + n) % 1000000007;
        }
    }
    console.log(`${members} ${sum}`);
}

main();
