#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define DAYS 365.24
#define SOLAR_MASS 39.478417604357432
#define BODIES 5

struct body {
    double x, y, z, vx, vy, vz, mass;
};

/* The speeds are given per day, the masses in masses of the sun. */
static struct body *body(double x, double y, double z, double vx, double vy, double vz,
    double mass) {
    struct body *b = malloc(sizeof *b);
    if (!b) abort();
    *b = (struct body) {x, y, z, vx * DAYS, vy * DAYS, vz * DAYS, mass * SOLAR_MASS};
    return b;
}

static void stop_drift(struct body **all) {
    double px = 0.0, py = 0.0, pz = 0.0;
    for (int i = 0; i < BODIES; i++) {
        px += all[i]->vx * all[i]->mass;
        py += all[i]->vy * all[i]->mass;
        pz += all[i]->vz * all[i]->mass;
    }
    all[0]->vx = -px / SOLAR_MASS;
    all[0]->vy = -py / SOLAR_MASS;
    all[0]->vz = -pz / SOLAR_MASS;
}

static double energy(struct body **all) {
    double e = 0.0;
    for (int i = 0; i < BODIES; i++) {
        const struct body *b = all[i];
        e += 0.5 * b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz);
        for (int j = i + 1; j < BODIES; j++) {
            const struct body *c = all[j];
            double dx = b->x - c->x, dy = b->y - c->y, dz = b->z - c->z;
            e -= b->mass * c->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return e;
}

static void advance(struct body **all, double dt) {
    for (int i = 0; i < BODIES; i++) {
        struct body *b = all[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *c = all[j];
            double dx = b->x - c->x, dy = b->y - c->y, dz = b->z - c->z;
            double distance2 = dx * dx + dy * dy + dz * dz;
            double pull = dt / (distance2 * sqrt(distance2));
            b->vx -= dx * c->mass * pull;
            b->vy -= dy * c->mass * pull;
            b->vz -= dz * c->mass * pull;
            c->vx += dx * b->mass * pull;
            c->vy += dy * b->mass * pull;
            c->vz += dz * b->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        all[i]->x += dt * all[i]->vx;
        all[i]->y += dt * all[i]->vy;
        all[i]->z += dt * all[i]->vz;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    struct body *all[BODIES] = {
        body(0.0, 0.0, 0.0,
            0.0, 0.0, 0.0,
            1.0),
        body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023,
            0.000954791938424326609),
        body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726411220, 0.00499852801234917238, 0.0000230417297573763929,
            0.000285885980666130812),
        body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556,
            0.0000436624404335156298),
        body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870,
            0.0000515138902046611451)
    };
    stop_drift(all);
    printf("%lld\n", (long long) (energy(all) * 1e9));
    for (int step = 0; step < size; step++) advance(all, 0.01);
    printf("%lld\n", (long long) (energy(all) * 1e9));
    return 0;
}
