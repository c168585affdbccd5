final class Prog {
    private Prog() {}

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        int best = 0;
        int longest = 0;
        long total = 0;
        for (int start = 1; start < size; start++) {
            long n = start;
            int steps = 0;
            while (n != 1) {
                if (n % 2 == 0) n = n / 2;
                else n = 3 * n + 1;
                steps += 1;
            }
            total += steps;
            if (steps > longest) {
                longest = steps;
                best = start;
            }
        }
        System.out.println(best + " " + longest + " " + total);
    }
}
