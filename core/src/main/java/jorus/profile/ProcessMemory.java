package jorus.profile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.management.JMException;
import javax.management.ObjectName;

/// What the process has in real memory, by what it is for.
///
/// The JVM's annotated memory map says whose each mapping is and how much of it is resident; native
/// memory tracking says what was asked of malloc for whom. Both are there only if the JVM was
/// started with `-XX:NativeMemoryTracking=summary`, as the launcher does for `jorus mem`.
final class ProcessMemory {
    /// One row: `bytes` are resident, or for parts of malloc's memory what was asked of it.
    record Row(String name, long bytes) {}

    static final long UNKNOWN = -1;

    final long rssBytes;
    final long peakRssBytes;

    /// Empty if the JVM does not track native memory.
    final List<Row> rows;

    private ProcessMemory(long rssBytes, long peakRssBytes, List<Row> rows) {
        this.rssBytes = rssBytes;
        this.peakRssBytes = peakRssBytes;
        this.rows = rows;
    }

    /// The state now. `offHeapBytes` is what the allocator of Jorus has open.
    static ProcessMemory now(long offHeapBytes) {
        List<Row> rows = List.of();
        try {
            String map = command("systemMap");
            String native_ = command("vmNativeMemory", "summary", "scale=1");
            if (native_.contains("Total:") && map.contains("JAVAHEAP")) {
                rows = rows(map, native_, offHeapBytes);
            }
        } catch (JMException e) {
            // Another JVM: the sum of the process is known all the same.
        }
        return new ProcessMemory(status("VmRSS:"), status("VmHWM:"), rows);
    }

    /// The sum of all rows; never more than what is resident, but for malloc's part.
    long explainedBytes() {
        long sum = 0;
        for (Row row : rows) {
            sum += row.bytes;
        }
        return sum;
    }

    private static String command(String name, String... arguments) throws JMException {
        ObjectName bean = new ObjectName("com.sun.management:type=DiagnosticCommand");
        boolean hasArguments = arguments.length > 0;
        Object[] values = hasArguments ? new Object[] {arguments} : new Object[0];
        String[] types = hasArguments ? new String[] {String[].class.getName()} : new String[0];
        return (String)
                ManagementFactory.getPlatformMBeanServer().invoke(bean, name, values, types);
    }

    private static List<Row> rows(String map, String native_, long offHeapBytes) {
        Map<String, Long> resident = new LinkedHashMap<>();
        for (String line : map.split("\n")) {
            if (line.startsWith("0x")) {
                String[] fields = line.trim().split("\\s+");
                resident.merge(owner(fields), number(fields[3]), Long::sum);
            }
        }
        long malloc = resident.getOrDefault(MALLOC, 0L);
        resident.remove(MALLOC);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("off-heap memory of Jorus", offHeapBytes));
        resident.forEach((name, bytes) -> rows.add(new Row(name, bytes)));
        long asked = after(native_, "malloc: ");
        long other = after(native_, "tag=Other", "malloc=");
        long jvm = Math.max(0, asked - Math.max(0, other));
        rows.add(new Row("JVM: its own tables (malloc)", jvm));
        rows.add(new Row("malloc: free or not asked for by the JVM", malloc - jvm - offHeapBytes));
        return rows;
    }

    private static final String MALLOC = "malloc";

    /// What a line of the map is for: from, size, protection, resident, huge, page, notes, info,
    /// file.
    private static String owner(String[] fields) {
        String file = fields[fields.length - 1];
        String info = fields[fields.length - 2];
        String what = info.contains(",") ? info.substring(0, info.indexOf(',')) : info;
        if (what.startsWith("STACK")) {
            return "JVM: stacks of threads";
        }
        return switch (what) {
            case "JAVAHEAP" -> "Java heap";
            case "CARDTBL", "GC" -> "JVM: collector of the Java heap";
            case "META", "CLASS" -> "JVM: classes (metaspace)";
            case "CODE" -> "JVM: compiled code";
            case "CDS" -> "JVM: archive of classes";
            case "INTERN", "POLL", "JDK", "TEST" -> "JVM: other";
            default -> isFile(file) ? "files: programs, libraries, jars" : MALLOC;
        };
    }

    private static boolean isFile(String file) {
        return !file.equals("-") && !file.equals("[heap]");
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// The number behind `mark` in the text, or `UNKNOWN`.
    private static long after(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? UNKNOWN : digits(text, at + mark.length());
    }

    /// The number behind the last `mark` that comes before `place`.
    private static long after(String text, String place, String mark) {
        int end = text.indexOf(place);
        int at = end < 0 ? -1 : text.lastIndexOf(mark, end);
        return at < 0 ? UNKNOWN : digits(text, at + mark.length());
    }

    private static long digits(String text, int at) {
        long value = 0;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    /// A row of /proc/self/status in bytes, or `UNKNOWN`.
    static long status(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(name)) {
                    String[] fields = line.substring(name.length()).trim().split("\\s+");
                    return number(fields[0]) << 10;
                }
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return UNKNOWN;
    }
}
