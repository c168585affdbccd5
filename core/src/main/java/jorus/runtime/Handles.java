package jorus.runtime;

import jorus.memory.layout.Memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Short methods as constants, for code that is compiled.
///
/// Each access to memory costs C2 650 nodes, and after 18,000 it inlines no more of our methods in
/// one compilation; but what a constant handle leads to it inlines later, and always
/// (docs/decisions/0008-dispatch.md).
public final class Handles {
    public static final MethodHandle LOAD_I8 = load("i8", byte.class);
    public static final MethodHandle LOAD_I32 = load("i32", int.class);
    public static final MethodHandle LOAD_I64 = load("i64", long.class);
    public static final MethodHandle LOAD_F64 = load("f64", double.class);
    public static final MethodHandle STORE_I8 = store("i8", int.class);
    public static final MethodHandle STORE_I32 = store("i32", int.class);
    public static final MethodHandle STORE_I64 = store("i64", long.class);
    public static final MethodHandle STORE_F64 = store("f64", double.class);

    /// [Strings#glance].
    public static final MethodHandle GLANCE =
            method(
                    Strings.class,
                    "glance",
                    MethodType.methodType(int.class, Machine.class, long.class, long.class));

    private Handles() {}

    private static MethodHandle load(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(type, long.class));
    }

    private static MethodHandle store(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(void.class, long.class, type));
    }

    private static MethodHandle method(Class<?> holder, String name, MethodType type) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            // Otherwise each call asks whether it is, as in the interpreter's `Parts`.
            lookup.ensureInitialized(holder);
            return lookup.findStatic(holder, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
