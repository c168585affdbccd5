package jorus.profile;

import java.util.ArrayList;
import java.util.List;

/// Text in columns: names to the left, numbers to the right.
final class Table {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] isNumber;

    /// One letter per column: `l` for names, `r` for numbers.
    Table(String columns) {
        isNumber = new boolean[columns.length()];
        for (int i = 0; i < isNumber.length; i++) {
            isNumber[i] = columns.charAt(i) == 'r';
        }
    }

    void row(String... cells) {
        rows.add(cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(StringBuilder text) {
        int[] widths = new int[isNumber.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.length; i++) {
                line.append(' ');
                int blanks = widths[i] - row[i].length();
                if (isNumber[i]) {
                    line.repeat(' ', blanks).append(row[i]);
                } else {
                    line.append(row[i]).repeat(' ', blanks);
                }
                line.append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /// Bytes for people: with three digits and a unit from 10 KiB on.
    static String bytes(long bytes) {
        long size = Math.abs(bytes);
        if (size < 10 << 10) {
            return bytes + " B";
        }
        return size < 10 << 20 ? tenths(bytes, 10, " KiB") : tenths(bytes, 20, " MiB");
    }

    private static String tenths(long bytes, int shift, String unit) {
        long tenths = Math.round(bytes * 10.0 / (1L << shift));
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + unit;
    }

    static String percent(double share) {
        long tenths = Math.round(share * 1000);
        return tenths / 10 + "." + Math.abs(tenths) % 10 + " %";
    }

    static String micros(long nanos) {
        return nanos / 1000 + " us";
    }

    static String millis(long nanos) {
        long tenths = nanos / 100_000;
        return tenths / 10 + "." + tenths % 10 + " ms";
    }
}
