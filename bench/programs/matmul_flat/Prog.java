final class Prog {
    private Prog() {}

    private static void multiply(double[] a, double[] b, double[] c, int size) {
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double factor = a[i * size + k];
                for (int j = 0; j < size; j++) c[i * size + j] += factor * b[k * size + j];
            }
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var a = new double[size * size];
        var b = new double[size * size];
        var c = new double[size * size];
        for (int i = 0; i < size * size; i++) {
            a[i] = 3 * i % 11 / 4.0;
            b[i] = 5 * i % 7 / 8.0;
        }
        multiply(a, b, c, size);
        double trace = 0.0;
        double total = 0.0;
        for (int i = 0; i < size; i++) trace += c[i * size + i];
        for (double x : c) total += x;
        System.out.println((long) (trace * 32.0) + " " + (long) (total * 32.0));
    }
}
