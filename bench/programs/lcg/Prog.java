final class Prog {
    private Prog() {}

    private static final long MODULUS = 2_147_483_647L;

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        long seed = 42;
        long low = MODULUS;
        long high = 0;
        long sum = 0;
        int below = 0;
        for (int i = 0; i < size; i++) {
            seed = seed * 16_807 % MODULUS;
            if (seed < low) low = seed;
            if (seed > high) high = seed;
            if (seed < 536_870_912) below += 1;
            sum = (sum + seed) % 1_000_003;
        }
        System.out.println(low + " " + high + " " + sum + " " + below);
    }
}
