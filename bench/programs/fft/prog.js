const SIZE = Number(process.argv[2]);
const LENGTH = 1024;

function transform(re, im, direction) {
    const n = re.length;
    let j = 0;
    for (let i = 0; i < n - 1; i++) {
        if (i < j) {
            const r = re[i];
            re[i] = re[j];
            re[j] = r;
            const m = im[i];
            im[i] = im[j];
            im[j] = m;
        }
        let bit = n / 2;
        while (bit <= j) {
            j -= bit;
            bit /= 2;
        }
        j += bit;
    }
    let half = 1;
    let cosine = -1.0;
    let sine = 0.0;
    while (half < n) {
        let wr = 1.0;
        let wi = 0.0;
        for (let k = 0; k < half; k++) {
            for (let top = k; top < n; top += 2 * half) {
                const low = top + half;
                const tr = wr * re[low] - wi * im[low];
                const ti = wr * im[low] + wi * re[low];
                re[low] = re[top] - tr;
                im[low] = im[top] - ti;
                re[top] += tr;
                im[top] += ti;
            }
            const turned = wr * cosine - wi * sine;
            wi = wr * sine + wi * cosine;
            wr = turned;
        }
        half *= 2;
        sine = half === 2 ? direction : sine / Math.sqrt(2.0 * (1.0 + cosine));
        cosine = half === 2 ? 0.0 : Math.sqrt((1.0 + cosine) / 2.0);
    }
}

function main() {
    const re = new Float64Array(LENGTH);
    const im = new Float64Array(LENGTH);
    let seed = 1;
    for (let i = 0; i < LENGTH; i++) {
        seed = (seed * 3877 + 29573) % 139968;
        re[i] = seed / 139968.0;
    }
    const scale = 1.0 / LENGTH;
    for (let turn = 0; turn < SIZE; turn++) {
        transform(re, im, -1.0);
        transform(re, im, 1.0);
        for (let i = 0; i < LENGTH; i++) {
            re[i] *= scale;
            im[i] *= scale;
        }
    }
    transform(re, im, -1.0);
    let sum = 0.0;
    for (let i = 0; i < LENGTH; i++) sum += re[i] * re[i] + im[i] * im[i];
    console.log(`${Math.trunc(sum * 1000.0)} ${Math.trunc(re[0] * 1000000.0)}`);
}

main();
