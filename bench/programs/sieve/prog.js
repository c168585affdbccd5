const SIZE = Number(process.argv[2]);

function main() {
    const composite = new Array(SIZE).fill(false);
    let i = 2;
    while (i * i < SIZE) {
        if (!composite[i]) {
            for (let multiple = i * i; multiple < SIZE; multiple += i) composite[multiple] = true;
        }
        i += 1;
    }
    let count = 0;
    let last = 0;
    for (let n = 2; n < SIZE; n++) {
        if (!composite[n]) {
            count += 1;
            last = n;
        }
    }
    console.log(`${count} ${last}`);
}

main();
