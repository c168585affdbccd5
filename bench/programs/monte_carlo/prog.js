const SIZE = Number(process.argv[2]);

class Random {
    constructor(seed) {
        this.seed = seed;
    }

    next() {
        const high = Math.trunc(this.seed / 127773);
        const low = this.seed - high * 127773;
        let seed = 16807 * low - 2836 * high;
        if (seed < 0) seed += 2147483647;
        this.seed = seed;
        return seed / 2147483647.0;
    }
}

function main() {
    const random = new Random(113);
    let inside = 0;
    for (let i = 0; i < SIZE; i++) {
        const x = random.next();
        const y = random.next();
        if (x * x + y * y <= 1.0) inside += 1;
    }
    console.log(`${inside} ${random.seed}`);
}

main();
