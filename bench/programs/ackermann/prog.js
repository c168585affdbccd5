const SIZE = Number(process.argv[2]);

function ack(m, n) {
    if (m === 0) return n + 1;
    if (n === 0) return ack(m - 1, 1);
    return ack(m - 1, ack(m, n - 1));
}

function main() {
    let sum = 0;
    for (let round = 0; round < SIZE; round++) sum += ack(3, 5 + (round % 2));
    console.log(sum);
}

main();
