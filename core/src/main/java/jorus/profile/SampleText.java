package jorus.profile;

import jorus.isa.Opcode;
import jorus.profile.SampleProfile.FunctionRow;
import jorus.profile.SampleProfile.LineRow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// A profile as a report for the terminal.
final class SampleText {
    private static final int ROWS = 20;

    /// Lines with a smaller share are shown only beside larger ones.
    private static final double SMALL = 0.005;

    private static final int AROUND = 1;

    private final SampleProfile profile;
    private final Sampler of;
    private final StringBuilder text = new StringBuilder();

    private SampleText(SampleProfile profile) {
        this.profile = profile;
        this.of = profile.of;
    }

    static String of(SampleProfile profile) {
        SampleText report = new SampleText(profile);
        report.head();
        report.functions();
        report.lines();
        if (report.of.counts != null) {
            report.opcodes();
            report.pairs();
        }
        return report.text.toString();
    }

    private void head() {
        text.append(of.sampleCount).append(" samples");
        if (of.options.every() > 0) {
            text.append(", one each ").append(of.options.every()).append(' ');
            text.append(of.options.countsInstructions() ? "instructions" : "loop turns and calls");
        } else {
            text.append(" in ").append(Table.millis(of.totalNanos)).append(" of processor time");
        }
        text.append('\n');
        Table table = new Table("lrr");
        double total = Math.max(1, of.totalNanos);
        long aside = of.collectorNanos + of.compiling.nanos();
        row(table, "program", of.totalNanos - aside, total);
        row(table, "collector", of.collectorNanos, total);
        row(table, "translation to JVM classes", of.compiling.nanos(), total);
        table.print(text);
    }

    private static void row(Table table, String name, long nanos, double total) {
        table.row(name, Table.millis(nanos), Table.percent(nanos / total));
    }

    private void functions() {
        text.append("functions\n");
        Table table = new Table("rrlll");
        table.row("self", "total", "function", "tier", "place");
        double all = Math.max(1, profile.sampled);
        for (FunctionRow row :
                profile.functions.subList(0, Math.min(ROWS, profile.functions.size()))) {
            table.row(
                    Table.percent(row.self / all),
                    Table.percent(row.total / all),
                    profile.places.name(row.function),
                    profile.tier(row.function),
                    profile.places.file(row.function)
                            + ":"
                            + profile.places.firstLine(row.function));
        }
        table.print(text);
    }

    private void lines() {
        double all = Math.max(1, profile.sampled);
        profile.lines.forEach(
                (file, lines) -> {
                    if (!file.isEmpty()) {
                        file(file, lines, all);
                    }
                });
    }

    private void file(String file, TreeMap<Integer, LineRow> lines, double all) {
        text.append("lines of ").append(file);
        text.append(" (a sample is at the loop, the call or the trapping operation it was in)\n");
        Table table = new Table(of.counts == null ? "rrrl" : "rrrrl");
        int last = 0;
        for (LineRow row : lines.values()) {
            boolean isSmall = row.total / all < SMALL;
            if (row.line == Places.NO_LINE || isSmall) {
                continue;
            }
            for (int line = Math.max(last + 1, row.line - AROUND); line < row.line; line++) {
                line(table, file, line, null, all);
            }
            line(table, file, row.line, row, all);
            last = row.line;
        }
        table.print(text);
    }

    private void line(Table table, String file, int line, LineRow row, double all) {
        String self = row == null ? "" : Table.percent(row.self / all);
        String total = row == null ? "" : Table.percent(row.total / all);
        String source = profile.places.text(file, line);
        if (of.counts == null) {
            table.row(self, total, "" + line, source);
        } else {
            String count = row == null ? "" : "" + row.instructions;
            table.row(self, total, count, "" + line, source);
        }
    }

    private void opcodes() {
        long[] counts = of.counts.byOpcode();
        text.append("instructions, ").append(of.counts.total()).append(" in all\n");
        counted(counts, false);
    }

    private void pairs() {
        text.append("pairs of instructions\n");
        counted(of.counts.pairs, true);
    }

    private void counted(long[] counts, boolean arePairs) {
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                codes.add(i);
            }
        }
        codes.sort(Comparator.comparingLong((Integer code) -> -counts[code]));
        Table table = new Table("rrl");
        double all = Math.max(1, of.counts.total());
        for (int code : codes.subList(0, Math.min(ROWS, codes.size()))) {
            table.row("" + counts[code], Table.percent(counts[code] / all), name(code, arePairs));
        }
        table.print(text);
    }

    static String name(int code, boolean isPair) {
        String second = Opcode.byCode(code % InstructionCounts.OPCODES).mnemonic();
        return isPair
                ? Opcode.byCode(code / InstructionCounts.OPCODES).mnemonic() + " + " + second
                : second;
    }
}
