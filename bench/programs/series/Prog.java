final class Prog {
    private Prog() {}

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        double slow = 0.0;
        double fast = 3.0;
        double sign = 1.0;
        for (int k = 0; k < size; k++) {
            double odd = 2.0 * k + 1.0;
            slow += 4.0 * sign / odd;
            fast += sign * 4.0 / ((odd + 1.0) * (odd + 2.0) * (odd + 3.0));
            sign = -sign;
        }
        System.out.println((long) (slow * 1e9) + " " + (long) (fast * 1e9));
    }
}
