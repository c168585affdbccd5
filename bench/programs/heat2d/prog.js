const SIZE = Number(process.argv[2]);
const WIDTH = 64;

function relax(old, fresh) {
    for (let r = 1; r < WIDTH - 1; r++) {
        for (let c = 1; c < WIDTH - 1; c++) {
            const i = r * WIDTH + c;
            fresh[i] = (old[i - WIDTH] + old[i + WIDTH] + old[i - 1] + old[i + 1]) * 0.25;
        }
    }
}

function plate() {
    const cells = new Float64Array(WIDTH * WIDTH);
    for (let c = 0; c < WIDTH; c++) cells[c] = 100.0;
    return cells;
}

function main() {
    let old = plate();
    let fresh = plate();
    for (let step = 0; step < SIZE; step++) {
        relax(old, fresh);
        [old, fresh] = [fresh, old];
    }
    let heat = 0.0;
    for (const t of old) heat += t;
    const centre = old[(WIDTH * WIDTH) / 2 + WIDTH / 2];
    console.log(`${Math.trunc(heat * 1000.0)} ${Math.trunc(centre * 1000000.0)}`);
}

main();
