package jorus.profile;

import java.util.ArrayList;
import java.util.List;

/// What was allocated, by stack, type and kind of memory.
final class SiteTable {
    /// One row. Bytes are as the heap has rounded them up; counts are of objects and data blocks,
    /// or of samples.
    static final class Row {
        final int stack;
        final int type;
        final int kind;
        long allocatedBytes;
        long allocatedCount;
        long liveBytes;
        long liveCount;
        long peakBytes;
        long peakCount;
        long exitBytes;
        long exitCount;

        Row(int stack, int type, int kind) {
            this.stack = stack;
            this.type = type;
            this.kind = kind;
        }
    }

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final OwnCosts costs;
    private final List<Row> rows = new ArrayList<>();

    /// Numbers of rows plus 1, by hash; 0 is free.
    private int[] table = new int[256];

    private int lastStack = -1;
    private int lastType = -1;
    private int lastNumber;

    SiteTable(OwnCosts costs) {
        this.costs = costs;
    }

    /// The number of a row, which is made if there is none.
    int number(int stack, int type, int kind) {
        int typeAndKind = type << 2 | kind;
        if (stack != lastStack || typeAndKind != lastType) {
            lastNumber = find(stack, type, kind);
            lastStack = stack;
            lastType = typeAndKind;
        }
        return lastNumber;
    }

    private int find(int stack, int type, int kind) {
        int slot = home(stack, type, kind);
        while (table[slot] != 0) {
            Row row = rows.get(table[slot] - 1);
            if (row.stack == stack && row.type == type && row.kind == kind) {
                return table[slot] - 1;
            }
            slot = slot + 1 & table.length - 1;
        }
        costs.begin();
        rows.add(new Row(stack, type, kind));
        table[slot] = rows.size();
        if (2 * rows.size() > table.length) {
            grow();
        }
        costs.end();
        return rows.size() - 1;
    }

    private int home(int stack, int type, int kind) {
        long key = (long) stack << 32 | type << 2 | kind;
        return (int) (key * SPREAD >>> 33) & table.length - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int slot = home(row.stack, row.type, row.kind);
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i + 1;
        }
    }

    Row row(int number) {
        return rows.get(number);
    }

    List<Row> rows() {
        return rows;
    }

    void keepPeak() {
        for (Row row : rows) {
            row.peakBytes = row.liveBytes;
            row.peakCount = row.liveCount;
        }
    }

    void keepExit() {
        for (Row row : rows) {
            row.exitBytes = row.liveBytes;
            row.exitCount = row.liveCount;
        }
    }
}
