const SIZE = Number(process.argv[2]);

function smaller(a, b) {
    return a < b ? a : b;
}

function distance(s, t, row, next) {
    const n = t.length;
    for (let j = 0; j <= n; j++) row[j] = j;
    for (let i = 0; i < s.length; i++) {
        next[0] = i + 1;
        for (let j = 0; j < n; j++) {
            const change = s[i] === t[j] ? 0 : 1;
            next[j + 1] = smaller(smaller(next[j] + 1, row[j + 1] + 1), row[j] + change);
        }
        const swap = row;
        row = next;
        next = swap;
    }
    return row[n];
}

function main() {
    const texts = [
        'the quick brown fox jumps',
        'over the lazy dog and runs',
        'packs my box with jugs',
        'five dozen liquor bottles',
        'how vexingly quick daft zebras jump',
    ];
    const row = new Int32Array(64);
    const next = new Int32Array(64);
    let sum = 0;
    for (let i = 0; i < SIZE; i++) sum += distance(texts[i % 5], texts[(i * 3 + 1) % 5], row, next);
    console.log(sum);
}

main();
