package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.layout.Memory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What compiled code calls by name is small enough for the JVM that the launcher starts.
class AccessTest {
    private static final Path ROOT = Path.of(System.getProperty("jorus.root", ".."));
    private static final Set<String> CALLED =
            Set.of(
                    "i8(J)B",
                    "i32(J)I",
                    "i64(J)J",
                    "f64(J)D",
                    "i8(JI)V",
                    "i32(JI)V",
                    "i64(JJ)V",
                    "f64(JD)V");

    @Test
    void launcherTakesAccessesForTrivial() throws IOException {
        String launcher = Files.readString(ROOT.resolve("jorus"));
        Matcher limit = Pattern.compile("-XX:MaxTrivialSize=(\\d+)").matcher(launcher);
        assertTrue(limit.find(), "no limit");
        assertTrue(launcher.contains("-Djorus.trivial=true "), "not said");

        int most = Integer.parseInt(limit.group(1));
        Set<String> found = new TreeSet<>();
        for (MethodModel method : memory().methods()) {
            String name = method.methodName().stringValue() + method.methodType().stringValue();
            if (CALLED.contains(name)) {
                found.add(name);
                CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
                assertTrue(code.codeLength() <= most, name + " has " + code.codeLength());
            }
        }
        assertEquals(new TreeSet<>(CALLED), found);
    }

    private static ClassModel memory() throws IOException {
        try (InputStream bytes = Memory.class.getResourceAsStream("Memory.class")) {
            return ClassFile.of().parse(bytes.readAllBytes());
        }
    }
}
