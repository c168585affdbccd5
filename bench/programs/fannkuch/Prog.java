final class Prog {
    private Prog() {}

    private static int flipsOf(int[] order, int[] row, int size) {
        for (int i = 0; i < size; i++) row[i] = order[i];
        int flips = 0;
        int first = row[0];
        while (first != 0) {
            int low = 0;
            int high = first;
            while (low < high) {
                int saved = row[low];
                row[low] = row[high];
                row[high] = saved;
                low += 1;
                high -= 1;
            }
            flips += 1;
            first = row[0];
        }
        return flips;
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var order = new int[size];
        var turns = new int[size];
        var row = new int[size];
        for (int i = 0; i < size; i++) order[i] = i;
        int checksum = 0;
        int most = 0;
        int sign = 1;
        int length = 0;
        while (length < size) {
            int flips = flipsOf(order, row, size);
            if (flips > most) most = flips;
            checksum += sign * flips;
            sign = -sign;
            length = 1;
            while (length < size) {
                int first = order[0];
                for (int i = 0; i < length; i++) order[i] = order[i + 1];
                order[length] = first;
                turns[length] += 1;
                if (turns[length] <= length) break;
                turns[length] = 0;
                length += 1;
            }
        }
        System.out.println(checksum + " " + most);
    }
}
