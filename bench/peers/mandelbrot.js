// The same as examples/mandelbrot.orus, line by line, to compare whole processes:
// `node bench/peers/mandelbrot.js` beside `./jorus run examples/mandelbrot.orus`.

const WIDTH = 480;
const HEIGHT = 320;
const LIMIT = 400;

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

let members = 0;
let checksum = 0;
for (let y = 0; y < HEIGHT; y++) {
    const ci = (y * 2.0) / HEIGHT - 1.0;
    let line = "";
    for (let x = 0; x < WIDTH; x++) {
        const cr = (x * 3.0) / WIDTH - 2.0;
        const n = steps(cr, ci);
        if (n === LIMIT) members += 1;
        checksum = (checksum * 31 + n) % 1000000007;
        if (x % 8 === 0 && y % 16 === 0) {
            line = line + (n === LIMIT ? "#" : n > 8 ? "+" : n > 4 ? "-" : ".");
        }
    }
    if (y % 16 === 0) console.log(line);
}
console.log(`${members} of ${WIDTH * HEIGHT} points are members, checksum ${checksum}`);
