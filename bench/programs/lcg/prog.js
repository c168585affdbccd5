const SIZE = Number(process.argv[2]);
const MODULUS = 2147483647;

function main() {
    let seed = 42;
    let low = MODULUS;
    let high = 0;
    let sum = 0;
    let below = 0;
    for (let i = 0; i < SIZE; i++) {
        seed = (seed * 16807) % MODULUS;
        if (seed < low) low = seed;
        if (seed > high) high = seed;
        if (seed < 536870912) below += 1;
        sum = (sum + seed) % 1000003;
    }
    console.log(`${low} ${high} ${sum} ${below}`);
}

main();
