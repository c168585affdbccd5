const SIZE = Number(process.argv[2]);

function main() {
    let slow = 0.0;
    let fast = 3.0;
    let sign = 1.0;
    for (let k = 0; k < SIZE; k++) {
        const odd = 2.0 * k + 1.0;
        slow += (4.0 * sign) / odd;
        fast += (sign * 4.0) / ((odd + 1.0) * (odd + 2.0) * (odd + 3.0));
        sign = -sign;
    }
    console.log(`${Math.trunc(slow * 1e9)} ${Math.trunc(fast * 1e9)}`);
}

main();
