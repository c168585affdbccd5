#include <stdio.h>
#include <stdlib.h>

#define COUNT 1000

struct particle {
    double x, y, vx, vy;
    int bounces;
};

static void move(struct particle *p, double dt) {
    p->vy -= 9.81 * dt;
    p->x += p->vx * dt;
    p->y += p->vy * dt;
    if (p->y < 0.0) {
        p->y = -p->y;
        p->vy = -0.9 * p->vy;
        p->bounces += 1;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    static struct particle *particles[COUNT];
    for (int i = 0; i < COUNT; i++) {
        particles[i] = malloc(sizeof(struct particle));
        if (!particles[i]) abort();
        *particles[i] = (struct particle) {i, i * 0.01, 1.0 + i * 0.001, 0.0, 0};
    }
    for (int step = 0; step < size; step++)
        for (int i = 0; i < COUNT; i++) move(particles[i], 0.01);
    double x = 0.0, y = 0.0;
    int bounces = 0;
    for (int i = 0; i < COUNT; i++) {
        x += particles[i]->x;
        y += particles[i]->y;
        bounces += particles[i]->bounces;
    }
    printf("%lld %lld %d\n", (long long) (x * 1000.0), (long long) (y * 1000.0), bounces);
    return 0;
}
