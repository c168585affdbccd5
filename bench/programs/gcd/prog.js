const SIZE = Number(process.argv[2]);

function main() {
    let sum = 0;
    for (let i = 1; i <= SIZE; i++) {
        for (let j = 1; j <= SIZE; j++) {
            let a = i;
            let b = j;
            while (b !== 0) {
                const rest = a % b;
                a = b;
                b = rest;
            }
            sum += a;
        }
    }
    console.log(sum);
}

main();
