package jorus.jit;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/// Loads the module of the Vector API into a JVM that was started without it.
///
/// The JDK has no public way to do that, only `jdk.internal.module.Modules`, and only an agent may
/// export an internal package at run time; doing it when a program is compiled that profits costs
/// other runs nothing. Loaded by [VectorModule], through the manifest of the jar.
public final class VectorAgent {
    private VectorAgent() {}

    /// Called by the JVM on a thread of its own.
    public static void agentmain(String arguments, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.module", Set.of(VectorAgent.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        Class.forName("jdk.internal.module.Modules")
                .getMethod("loadModule", String.class)
                .invoke(null, VectorModule.NAME);
    }
}
