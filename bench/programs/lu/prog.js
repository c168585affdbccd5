const SIZE = Number(process.argv[2]);

function magnitude(x) {
    return x < 0.0 ? -x : x;
}

function factor(a) {
    let exchanges = 0;
    for (let k = 0; k < SIZE; k++) {
        let pivot = k;
        for (let r = k + 1; r < SIZE; r++) {
            if (magnitude(a[r][k]) > magnitude(a[pivot][k])) pivot = r;
        }
        if (pivot !== k) {
            const swap = a[pivot];
            a[pivot] = a[k];
            a[k] = swap;
            exchanges += 1;
        }
        const top = a[k];
        const scale = 1.0 / top[k];
        for (let r = k + 1; r < SIZE; r++) {
            const row = a[r];
            const ratio = row[k] * scale;
            row[k] = ratio;
            for (let c = k + 1; c < SIZE; c++) row[c] -= ratio * top[c];
        }
    }
    return exchanges;
}

function main() {
    const a = [];
    let seed = 1;
    for (let r = 0; r < SIZE; r++) {
        const row = new Float64Array(SIZE);
        for (let c = 0; c < SIZE; c++) {
            seed = (seed * 3877 + 29573) % 139968;
            row[c] = seed / 139968.0 - 0.5;
        }
        a.push(row);
    }
    const exchanges = factor(a);
    let sum = 0.0;
    for (let k = 0; k < SIZE; k++) sum += magnitude(a[k][k]);
    console.log(`${exchanges} ${Math.trunc(sum * 1000000.0)}`);
}

main();
