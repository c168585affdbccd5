package jorus.dispatch;

import jorus.memory.layout.Memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// The methods of [Memory] as constant handles, which C2 always inlines: every variant reaches
/// memory as production does (docs/decisions/0008-dispatch.md).
final class Access {
    static final MethodHandle LOAD_U16 = load("u16", int.class);
    static final MethodHandle LOAD_I32 = load("i32", int.class);
    static final MethodHandle LOAD_I64 = load("i64", long.class);
    static final MethodHandle LOAD_F64 = load("f64", double.class);
    static final MethodHandle STORE_I32 = store("i32", int.class);
    static final MethodHandle STORE_I64 = store("i64", long.class);
    static final MethodHandle STORE_F64 = store("f64", double.class);

    /// Where addresses lie: with it C2 knows that they are inside the segment.
    static final long ADDRESS = (1L << 48) - 1;

    private Access() {}

    private static MethodHandle load(String name, Class<?> type) {
        return method(name, MethodType.methodType(type, long.class));
    }

    private static MethodHandle store(String name, Class<?> type) {
        return method(name, MethodType.methodType(void.class, long.class, type));
    }

    private static MethodHandle method(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Memory.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
