const SIZE = Number(process.argv[2]);

function flipsOf(order, row) {
    for (let i = 0; i < SIZE; i++) row[i] = order[i];
    let flips = 0;
    let first = row[0];
    while (first !== 0) {
        let low = 0;
        let high = first;
        while (low < high) {
            const saved = row[low];
            row[low] = row[high];
            row[high] = saved;
            low += 1;
            high -= 1;
        }
        flips += 1;
        first = row[0];
    }
    return flips;
}

function main() {
    const order = new Int32Array(SIZE);
    const turns = new Int32Array(SIZE);
    const row = new Int32Array(SIZE);
    for (let i = 0; i < SIZE; i++) order[i] = i;
    let checksum = 0;
    let most = 0;
    let sign = 1;
    let length = 0;
    while (length < SIZE) {
        const flips = flipsOf(order, row);
        if (flips > most) most = flips;
        checksum += sign * flips;
        sign = -sign;
        length = 1;
        while (length < SIZE) {
            const first = order[0];
            for (let i = 0; i < length; i++) order[i] = order[i + 1];
            order[length] = first;
            turns[length] += 1;
            if (turns[length] <= length) break;
            turns[length] = 0;
            length += 1;
        }
    }
    console.log(`${checksum} ${most}`);
}

main();
