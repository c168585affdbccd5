package jorus.jit;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/// Whether generated code may use the Vector API, which is an incubator module.
///
/// A JVM that resolves it at its start prints a warning and starts 20 ms later (design.md 5). So
/// the module is loaded when the first loop wants it, by an agent that this process loads into
/// itself; the launcher permits that. Whatever goes wrong means scalar code.
public final class VectorModule {
    static final String NAME = "jdk.incubator.vector";

    /// The permission to attach to oneself, which only the command line can give.
    private static final String PERMISSION = "jdk.attach.allowAttachSelf";

    private static final String PROPERTY = "jorus.simd";

    /// For tests: kernels are used at once, fast or not.
    private static final String EAGER = "eager";

    /// Narrower vectors have no room for two f64, nor has the API any of half of that.
    private static final int LEAST_BITS = 128;

    private static boolean isTried;
    private static boolean isLoaded;

    /// The JVM waits no longer for a thread that waits for an answer.
    private static final long PATIENCE_NANOS = 300_000_000;

    /// Guards the two below; the class is locked while it loads.
    private static final Object ENDING = new Object();

    private static boolean isEnding;
    private static boolean isLoading;

    private VectorModule() {}

    /// Whether loops are to be vectorised if that turns out to be possible.
    static boolean isWanted() {
        boolean isPossible =
                Boolean.getBoolean(PERMISSION) || ModuleLayer.boot().findModule(NAME).isPresent();
        return isPossible && !"off".equals(System.getProperty(PROPERTY)) && hasC2();
    }

    /// Whether kernels are used before they are fast, which tests ask for.
    static boolean isEager() {
        return EAGER.equals(System.getProperty(PROPERTY)) && load();
    }

    /// Without C2 the Vector API is 200 times slower than scalar code.
    private static boolean hasC2() {
        String mode = System.getProperty("java.vm.info", "");
        return mode.startsWith("mixed mode") && !mode.contains("emulated-client");
    }

    /// Whether the module is there.
    static synchronized boolean isLoaded() {
        return isLoaded;
    }

    /// Loads the module if it is not there yet; false if it cannot be had, or has no vectors that
    /// are worth it. Any thread.
    public static synchronized boolean load() {
        if (!isTried) {
            isTried = true;
            boolean isThere = ModuleLayer.boot().findModule(NAME).isPresent() || loadLate();
            isLoaded = isThere && VectorWidth.bits() >= LEAST_BITS;
        }
        return isLoaded;
    }

    /// The process is about to end: waits for an agent that is being loaded, and lets none begin.
    /// Else the JVM waits until it has lost patience, and complains of an agent that comes late.
    static void settle() {
        synchronized (ENDING) {
            isEnding = true;
            long end = System.nanoTime() + PATIENCE_NANOS;
            try {
                while (isLoading && System.nanoTime() < end) {
                    ENDING.wait(1 + (end - System.nanoTime()) / 1_000_000);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Whether the agent may be loaded, because the process does not end yet.
    private static boolean begin() {
        synchronized (ENDING) {
            isLoading = !isEnding;
            return isLoading;
        }
    }

    private static void end() {
        synchronized (ENDING) {
            isLoading = false;
            ENDING.notifyAll();
        }
    }

    private static boolean loadLate() {
        try {
            String jar = ownJar();
            if (jar == null) {
                return false;
            }
            // By name: this class may be one of the boot loader, which does not know that module.
            Class<?> type =
                    ClassLoader.getSystemClassLoader()
                            .loadClass("com.sun.tools.attach.VirtualMachine");
            String self = Long.toString(ProcessHandle.current().pid());
            Object machine = type.getMethod("attach", String.class).invoke(null, self);
            try {
                if (!begin()) {
                    return false;
                }
                type.getMethod("loadAgent", String.class).invoke(machine, jar);
            } finally {
                end();
                type.getMethod("detach").invoke(machine);
            }
            Class.forName("jdk.incubator.vector.DoubleVector");
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Attaching or the agent has failed, or this is a JDK without these modules, or in a
            // folder whose name is no URI.
            return false;
        } catch (LinkageError e) {
            // A JDK with another module than we know.
            return false;
        }
    }

    /// The jar that this class is from, whose manifest names the agent; null if it is from none.
    private static String ownJar() {
        URL place = VectorModule.class.getResource("VectorModule.class");
        if (place == null || !place.getProtocol().equals("jar")) {
            return null;
        }
        String inside = place.getPath();
        return Path.of(URI.create(inside.substring(0, inside.indexOf("!/")))).toString();
    }
}
