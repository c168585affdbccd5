package jorus.engine;

import com.sun.management.HotSpotDiagnosticMXBean;

import jorus.jit.VectorModule;
import jorus.jit.VectorWidth;

import java.lang.management.ManagementFactory;

/// What the JVM and the machine offer this process. Never asked on the way to a program.
public final class Surroundings {
    private Surroundings() {}

    /// Whether the optimising compiler of the JVM is on.
    public static boolean hasOptimiser() {
        String mode = System.getProperty("java.vm.info", "");
        String stop = option("TieredStopAtLevel");
        return mode.startsWith("mixed mode")
                && !mode.contains("emulated-client")
                && (stop == null || stop.equals("4"));
    }

    /// Bits of a SIMD register; 0 if no loop can be vectorised. Loads the Vector API.
    public static int simdBits() {
        return loadVectors() ? VectorWidth.bits() : 0;
    }

    /// Loads the Vector API if the JVM has it and can compile it; false if not.
    public static boolean loadVectors() {
        return hasOptimiser() && VectorModule.load();
    }

    /// Whether the JVM uses a class-data archive, the one of `sharedArchive()` if that is given.
    public static boolean usesArchive() {
        return System.getProperty("java.vm.info", "").contains("sharing");
    }

    /// The class-data archive that the JVM was told to use, or null.
    public static String sharedArchive() {
        String file = option("SharedArchiveFile");
        return file == null || file.isEmpty() ? null : file;
    }

    /// Bytes of memory that the process may use.
    public static long memoryBytes() {
        return MachineMemory.bytes();
    }

    /// Nanoseconds since the process began, to 10 ms.
    public static long uptimeNanos() {
        return ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
    }

    private static String option(String name) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
