final class Prog {
    private Prog() {}

    private static int place(int size, int row, boolean[] columns, boolean[] up, boolean[] down) {
        if (row == size) return 1;
        int found = 0;
        for (int c = 0; c < size; c++) {
            int u = row + c;
            int d = row - c + size - 1;
            if (!(columns[c] || up[u] || down[d])) {
                columns[c] = true;
                up[u] = true;
                down[d] = true;
                found += place(size, row + 1, columns, up, down);
                columns[c] = false;
                up[u] = false;
                down[d] = false;
            }
        }
        return found;
    }

    public static void main(String[] args) {
        int n = Integer.parseInt(args[0]);
        System.out.println(place(n, 0, new boolean[n], new boolean[2 * n], new boolean[2 * n]));
    }
}
