final class Prog {
    private static final double DAYS = 365.24;
    private static final double SOLAR_MASS = 39.478417604357432;

    private Prog() {}

    private static final class Body {
        double x;
        double y;
        double z;
        double vx;
        double vy;
        double vz;
        double mass;

        /** The speeds are given per day, the masses in masses of the sun. */
        Body(double x, double y, double z, double vx, double vy, double vz, double mass) {
            this.x = x;
            this.y = y;
            this.z = z;
            this.vx = vx * DAYS;
            this.vy = vy * DAYS;
            this.vz = vz * DAYS;
            this.mass = mass * SOLAR_MASS;
        }
    }

    private static Body[] bodies() {
        return new Body[] {
            new Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
            new Body(
                    4.84143144246472090,
                    -1.16032004402742839,
                    -0.103622044471123109,
                    0.00166007664274403694,
                    0.00769901118419740425,
                    -0.0000690460016972063023,
                    0.000954791938424326609),
            new Body(
                    8.34336671824457987,
                    4.12479856412430479,
                    -0.403523417114321381,
                    -0.00276742510726411220,
                    0.00499852801234917238,
                    0.0000230417297573763929,
                    0.000285885980666130812),
            new Body(
                    12.8943695621391310,
                    -15.1111514016986312,
                    -0.223307578892655734,
                    0.00296460137564761618,
                    0.00237847173959480950,
                    -0.0000296589568540237556,
                    0.0000436624404335156298),
            new Body(
                    15.3796971148509165,
                    -25.9193146099879641,
                    0.179258772950371181,
                    0.00268067772490389322,
                    0.00162824170038242295,
                    -0.0000951592254519715870,
                    0.0000515138902046611451)
        };
    }

    private static void stopDrift(Body[] all) {
        double px = 0.0;
        double py = 0.0;
        double pz = 0.0;
        for (Body b : all) {
            px += b.vx * b.mass;
            py += b.vy * b.mass;
            pz += b.vz * b.mass;
        }
        Body sun = all[0];
        sun.vx = -px / SOLAR_MASS;
        sun.vy = -py / SOLAR_MASS;
        sun.vz = -pz / SOLAR_MASS;
    }

    private static double energy(Body[] all) {
        double e = 0.0;
        for (int i = 0; i < all.length; i++) {
            Body b = all[i];
            e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
            for (int j = i + 1; j < all.length; j++) {
                Body c = all[j];
                double dx = b.x - c.x;
                double dy = b.y - c.y;
                double dz = b.z - c.z;
                e -= b.mass * c.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
            }
        }
        return e;
    }

    private static void advance(Body[] all, double dt) {
        int n = all.length;
        for (int i = 0; i < n; i++) {
            Body b = all[i];
            for (int j = i + 1; j < n; j++) {
                Body c = all[j];
                double dx = b.x - c.x;
                double dy = b.y - c.y;
                double dz = b.z - c.z;
                double distance2 = dx * dx + dy * dy + dz * dz;
                double pull = dt / (distance2 * Math.sqrt(distance2));
                b.vx -= dx * c.mass * pull;
                b.vy -= dy * c.mass * pull;
                b.vz -= dz * c.mass * pull;
                c.vx += dx * b.mass * pull;
                c.vy += dy * b.mass * pull;
                c.vz += dz * b.mass * pull;
            }
        }
        for (Body b : all) {
            b.x += dt * b.vx;
            b.y += dt * b.vy;
            b.z += dt * b.vz;
        }
    }

    private static void report(Body[] all) {
        System.out.println((long) (energy(all) * 1e9));
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        Body[] all = bodies();
        stopDrift(all);
        report(all);
        for (int step = 0; step < size; step++) advance(all, 0.01);
        report(all);
    }
}
