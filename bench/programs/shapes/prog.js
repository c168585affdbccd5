const SIZE = Number(process.argv[2]);
const COUNT = 1000;
const SQUARE = 1;
const BOX = 2;
const TRIANGLE = 3;

function area(s) {
    switch (s.kind) {
        case SQUARE:
            return s.a * s.a;
        case BOX:
            return s.a * s.b;
        default:
            return Math.trunc((s.a * s.b) / 2);
    }
}

function next(s) {
    switch (s.kind) {
        case SQUARE:
            return { kind: BOX, a: s.a, b: (s.a % 7) + 1 };
        case BOX:
            return { kind: TRIANGLE, a: (s.a % 50) + 2, b: s.b + 3 };
        default:
            return { kind: SQUARE, a: (s.a % 20) + (s.b % 9), b: 0 };
    }
}

function main() {
    const shapes = [];
    for (let i = 0; i < COUNT; i++) shapes.push({ kind: SQUARE, a: i % 30, b: 0 });
    let total = 0;
    for (let turn = 0; turn < SIZE; turn++) {
        for (let i = 0; i < COUNT; i++) {
            const s = shapes[i];
            total = (total + area(s)) % 1000003;
            shapes[i] = next(s);
        }
    }
    console.log(total);
}

main();
