const SIZE = Number(process.argv[2]);
const LENGTH = 1000;

function map(xs, f) {
    const out = [];
    for (const x of xs) out.push(f(x));
    return out;
}

function filter(xs, keep) {
    const out = [];
    for (const x of xs) {
        if (keep(x)) out.push(x);
    }
    return out;
}

function reduce(xs, start, join) {
    let result = start;
    for (const x of xs) result = join(result, x);
    return result;
}

function main() {
    const xs = [];
    for (let i = 0; i < LENGTH; i++) xs.push(i);
    let total = 0;
    for (let turn = 0; turn < SIZE; turn++) {
        const step = (turn % 7) + 1;
        const mapped = map(xs, (x) => x * step + 1);
        const kept = filter(mapped, (x) => x % 3 !== step % 3);
        total = (total + reduce(kept, 0, (a, b) => (a + b) % 1000003)) % 1000003;
    }
    console.log(total);
}

main();
