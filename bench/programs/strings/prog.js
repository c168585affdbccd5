const SIZE = Number(process.argv[2]);

function main() {
    const words = ['the', 'quick', 'brown', 'fox', 'jumps', 'over', 'a', 'lazy', 'dog'];
    let bytes = 0;
    let vowels = 0;
    let changes = 0;
    let before = '';
    for (let i = 0; i < SIZE; i++) {
        let line = '';
        for (let k = 0; k < 8; k++) {
            line = line + words[(i * 7 + k * ((i % 5) + 1)) % 9];
            line = line + ' ';
        }
        bytes += line.length;
        for (let p = 0; p < line.length; p++) {
            const c = line[p];
            if (c === 'a' || c === 'e' || c === 'i' || c === 'o' || c === 'u') vowels += 1;
        }
        if (line > before) changes += 1;
        before = line;
    }
    console.log(`${bytes} ${vowels} ${changes}`);
}

main();
