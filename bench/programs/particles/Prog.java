final class Prog {
    private static final int COUNT = 1000;

    private Prog() {}

    private static final class Particle {
        double x;
        double y;
        double vx;
        double vy;
        int bounces;

        Particle(double x, double y, double vx, double vy) {
            this.x = x;
            this.y = y;
            this.vx = vx;
            this.vy = vy;
        }

        void move(double dt) {
            vy -= 9.81 * dt;
            x += vx * dt;
            y += vy * dt;
            if (y < 0.0) {
                y = -y;
                vy = -0.9 * vy;
                bounces += 1;
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var particles = new Particle[COUNT];
        for (int i = 0; i < COUNT; i++) {
            particles[i] = new Particle(i, i * 0.01, 1.0 + i * 0.001, 0.0);
        }
        for (int step = 0; step < size; step++) {
            for (Particle p : particles) p.move(0.01);
        }
        double x = 0.0;
        double y = 0.0;
        int bounces = 0;
        for (Particle p : particles) {
            x += p.x;
            y += p.y;
            bounces += p.bounces;
        }
        System.out.println((long) (x * 1000.0) + " " + (long) (y * 1000.0) + " " + bounces);
    }
}
