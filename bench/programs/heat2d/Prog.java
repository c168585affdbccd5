final class Prog {
    private static final int WIDTH = 64;

    private Prog() {}

    private static void relax(double[] old, double[] fresh) {
        for (int r = 1; r < WIDTH - 1; r++) {
            for (int c = 1; c < WIDTH - 1; c++) {
                int i = r * WIDTH + c;
                fresh[i] = (old[i - WIDTH] + old[i + WIDTH] + old[i - 1] + old[i + 1]) * 0.25;
            }
        }
    }

    private static double[] plate() {
        var cells = new double[WIDTH * WIDTH];
        for (int c = 0; c < WIDTH; c++) cells[c] = 100.0;
        return cells;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        double[] old = plate();
        double[] fresh = plate();
        for (int step = 0; step < size; step++) {
            relax(old, fresh);
            double[] swap = old;
            old = fresh;
            fresh = swap;
        }
        double heat = 0.0;
        for (double t : old) heat += t;
        double centre = old[WIDTH * WIDTH / 2 + WIDTH / 2];
        System.out.println((long) (heat * 1000.0) + " " + (long) (centre * 1_000_000.0));
    }
}
