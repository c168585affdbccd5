final class Prog {
    private static final int LENGTH = 1024;

    private Prog() {}

    private static void transform(double[] re, double[] im, double direction) {
        int n = re.length;
        int j = 0;
        for (int i = 0; i < n - 1; i++) {
            if (i < j) {
                double r = re[i];
                re[i] = re[j];
                re[j] = r;
                double m = im[i];
                im[i] = im[j];
                im[j] = m;
            }
            int bit = n / 2;
            while (bit <= j) {
                j -= bit;
                bit /= 2;
            }
            j += bit;
        }
        int half = 1;
        double cosine = -1.0;
        double sine = 0.0;
        while (half < n) {
            double wr = 1.0;
            double wi = 0.0;
            for (int k = 0; k < half; k++) {
                for (int top = k; top < n; top += 2 * half) {
                    int low = top + half;
                    double tr = wr * re[low] - wi * im[low];
                    double ti = wr * im[low] + wi * re[low];
                    re[low] = re[top] - tr;
                    im[low] = im[top] - ti;
                    re[top] += tr;
                    im[top] += ti;
                }
                double turned = wr * cosine - wi * sine;
                wi = wr * sine + wi * cosine;
                wr = turned;
            }
            half *= 2;
            sine = half == 2 ? direction : sine / Math.sqrt(2.0 * (1.0 + cosine));
            cosine = half == 2 ? 0.0 : Math.sqrt((1.0 + cosine) / 2.0);
        }
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var re = new double[LENGTH];
        var im = new double[LENGTH];
        int seed = 1;
        for (int i = 0; i < LENGTH; i++) {
            seed = (seed * 3877 + 29573) % 139968;
            re[i] = seed / 139968.0;
        }
        double scale = 1.0 / LENGTH;
        for (int turn = 0; turn < size; turn++) {
            transform(re, im, -1.0);
            transform(re, im, 1.0);
            for (int i = 0; i < LENGTH; i++) {
                re[i] *= scale;
                im[i] *= scale;
            }
        }
        transform(re, im, -1.0);
        double sum = 0.0;
        for (int i = 0; i < LENGTH; i++) sum += re[i] * re[i] + im[i] * im[i];
        System.out.println((long) (sum * 1000.0) + " " + (long) (re[0] * 1_000_000.0));
    }
}
