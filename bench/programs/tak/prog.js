const SIZE = Number(process.argv[2]);

function tak(x, y, z) {
    if (y >= x) return z;
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

function main() {
    let sum = 0;
    for (let round = 0; round < SIZE; round++) sum += tak(18, 12, 6 - (round % 2));
    console.log(sum);
}

main();
