const SIZE = Number(process.argv[2]);

function main() {
    let best = 0;
    let longest = 0;
    let total = 0;
    for (let start = 1; start < SIZE; start++) {
        let n = start;
        let steps = 0;
        while (n !== 1) {
            if (n % 2 === 0) n = n / 2;
            else n = 3 * n + 1;
            steps += 1;
        }
        total += steps;
        if (steps > longest) {
            longest = steps;
            best = start;
        }
    }
    console.log(`${best} ${longest} ${total}`);
}

main();
