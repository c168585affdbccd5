final class Prog {
    private Prog() {}

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var composite = new boolean[size];
        int i = 2;
        while (i * i < size) {
            if (!composite[i]) {
                for (int multiple = i * i; multiple < size; multiple += i) {
                    composite[multiple] = true;
                }
            }
            i += 1;
        }
        int count = 0;
        int last = 0;
        for (int n = 2; n < size; n++) {
            if (!composite[n]) {
                count += 1;
                last = n;
            }
        }
        System.out.println(count + " " + last);
    }
}
