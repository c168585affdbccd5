const SIZE = Number(process.argv[2]);
const COUNT = 1000;

class Particle {
    constructor(x, y, vx, vy) {
        this.x = x;
        this.y = y;
        this.vx = vx;
        this.vy = vy;
        this.bounces = 0;
    }

    move(dt) {
        this.vy -= 9.81 * dt;
        this.x += this.vx * dt;
        this.y += this.vy * dt;
        if (this.y < 0.0) {
            this.y = -this.y;
            this.vy = -0.9 * this.vy;
            this.bounces += 1;
        }
    }
}

function main() {
    const particles = [];
    for (let i = 0; i < COUNT; i++) {
        particles.push(new Particle(i, i * 0.01, 1.0 + i * 0.001, 0.0));
    }
    for (let step = 0; step < SIZE; step++) {
        for (const p of particles) p.move(0.01);
    }
    let x = 0.0;
    let y = 0.0;
    let bounces = 0;
    for (const p of particles) {
        x += p.x;
        y += p.y;
        bounces += p.bounces;
    }
    console.log(`${Math.trunc(x * 1000.0)} ${Math.trunc(y * 1000.0)} ${bounces}`);
}

main();
