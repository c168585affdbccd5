final class Prog {
    private Prog() {}

    private static double magnitude(double x) {
        return x < 0.0 ? -x : x;
    }

    private static int factor(double[][] a, int size) {
        int exchanges = 0;
        for (int k = 0; k < size; k++) {
            int pivot = k;
            for (int r = k + 1; r < size; r++) {
                if (magnitude(a[r][k]) > magnitude(a[pivot][k])) pivot = r;
            }
            if (pivot != k) {
                double[] swap = a[pivot];
                a[pivot] = a[k];
                a[k] = swap;
                exchanges += 1;
            }
            double[] top = a[k];
            double scale = 1.0 / top[k];
            for (int r = k + 1; r < size; r++) {
                double[] row = a[r];
                double ratio = row[k] * scale;
                row[k] = ratio;
                for (int c = k + 1; c < size; c++) row[c] -= ratio * top[c];
            }
        }
        return exchanges;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var a = new double[size][size];
        int seed = 1;
        for (double[] row : a) {
            for (int c = 0; c < size; c++) {
                seed = (seed * 3877 + 29573) % 139968;
                row[c] = seed / 139968.0 - 0.5;
            }
        }
        int exchanges = factor(a, size);
        double sum = 0.0;
        for (int k = 0; k < size; k++) sum += magnitude(a[k][k]);
        System.out.println(exchanges + " " + (long) (sum * 1_000_000.0));
    }
}
