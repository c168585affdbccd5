package jorus.conformance;

import java.util.ArrayList;
import java.util.List;

/// Compares what a program did with what its golden expects.
final class GoldenChecks {
    private GoldenChecks() {}

    /// One line for each difference; empty if the program did what it should.
    static List<String> differences(Golden golden, GoldenRunner.Result result) {
        List<String> found = new ArrayList<>();
        List<Report> reports = Report.parse(result.stderr());
        if (result.exitCode() != golden.exitCode()) {
            found.add("exit code " + result.exitCode() + " instead of " + golden.exitCode());
        }
        if (!result.stdout().equals(golden.stdout())) {
            found.add(outputDifference(golden.stdout(), result.stdout()));
        }
        for (Golden.CompileError error : golden.compileErrors()) {
            if (reports.stream().noneMatch(error::isMetBy)) {
                found.add("no " + error.codes() + " on line " + error.line());
            }
        }
        if (!golden.compileErrors().isEmpty()) {
            String last = "Compilation failed for \"" + golden.file() + "\".";
            if (!result.stderr().endsWith(last + "\n")) {
                found.add("stderr does not end with: " + last);
            }
        }
        if (golden.trap() != null) {
            addTrapDifference(golden.trap(), reports, found);
        }
        for (Golden.Warning warning : golden.warnings()) {
            if (!warns(warning, result.stderr())) {
                found.add("no " + warning);
            }
        }
        if (golden.exitCode() == Golden.EXIT_SUCCESS && !reports.isEmpty()) {
            found.add("a report, although nothing is wrong");
        }
        return found;
    }

    private static void addTrapDifference(
            Golden.Trap trap, List<Report> reports, List<String> found) {
        if (reports.size() != 1) {
            found.add(reports.size() + " reports instead of one: " + reports);
            return;
        }
        if (!trap.isMetBy(reports.getFirst())) {
            found.add("reported " + reports.getFirst() + "\n    instead of " + trap);
        }
    }

    /// Whether stderr holds a report `-- WARNING...` on the line of the warning with its text.
    private static boolean warns(Golden.Warning warning, String stderr) {
        String place = warning.file().getFileName() + ":" + warning.line() + ":";
        for (String report : stderr.split("(?m)^(?=-- )")) {
            boolean isWarning = report.startsWith("-- WARNING");
            if (isWarning && report.contains(place) && report.contains(warning.text())) {
                return true;
            }
        }
        return false;
    }

    /// Names the first line that differs.
    private static String outputDifference(String expected, String actual) {
        List<String> want = List.of(expected.split("\n", -1));
        List<String> have = List.of(actual.split("\n", -1));
        int i = 0;
        while (i < want.size() && i < have.size() && want.get(i).equals(have.get(i))) {
            i++;
        }
        return "line "
                + (i + 1)
                + " of stdout is "
                + line(have, i)
                + "\n                instead of "
                + line(want, i);
    }

    private static String line(List<String> lines, int index) {
        if (index >= lines.size() || index == lines.size() - 1 && lines.get(index).isEmpty()) {
            return "missing";
        }
        return '"' + lines.get(index) + '"';
    }
}
