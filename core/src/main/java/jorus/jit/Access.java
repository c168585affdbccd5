package jorus.jit;

import static jorus.jit.Names.*;

import java.lang.constant.MethodTypeDesc;

/// A number in memory, and how compiled code reaches it.
///
/// A call of [jorus.memory.layout.Memory] by name is a fifth of the work for C1 and HotSpot's
/// interpreter, but C2 stops inlining such calls in large methods, unless the JVM was started so
/// that it takes them for trivial, as the launcher does; it always inlines what a constant handle
/// leads to (docs/decisions/0013-jit.md).
enum Access {
    I8("i8", MTD_GET_I8, "LOAD_I8", MTD_SET_I32, "STORE_I8"),
    I32("i32", MTD_GET_I32, "LOAD_I32", MTD_SET_I32, "STORE_I32"),
    I64("i64", MTD_GET_I64, "LOAD_I64", MTD_SET_I64, "STORE_I64"),
    F64("f64", MTD_GET_F64, "LOAD_F64", MTD_SET_F64, "STORE_F64");

    /// Whether methods of `Memory` are called by name.
    private static final boolean BY_NAME = Boolean.getBoolean("jorus.trivial");

    private final String method;
    private final MethodTypeDesc loadType;
    private final String loadHandle;
    private final MethodTypeDesc storeType;
    private final String storeHandle;

    Access(
            String method,
            MethodTypeDesc loadType,
            String loadHandle,
            MethodTypeDesc storeType,
            String storeHandle) {
        this.method = method;
        this.loadType = loadType;
        this.loadHandle = loadHandle;
        this.storeType = storeType;
        this.storeHandle = storeHandle;
    }

    /// Pops an address, pushes the number there.
    void load(Assembler code) {
        if (BY_NAME) {
            code.invokestatic(CD_MEMORY, method, loadType);
        } else {
            code.getstatic(CD_HANDLES, loadHandle, CD_METHOD_HANDLE).dup_x2().pop();
            code.invokevirtual(CD_METHOD_HANDLE, "invokeExact", loadType);
        }
    }

    /// To be called before an address, a number and [#store].
    void startStore(Assembler code) {
        if (!BY_NAME) {
            code.getstatic(CD_HANDLES, storeHandle, CD_METHOD_HANDLE);
        }
    }

    /// Pops a number, the address below it, and what [#startStore] has pushed.
    void store(Assembler code) {
        if (BY_NAME) {
            code.invokestatic(CD_MEMORY, method, storeType);
        } else {
            code.invokevirtual(CD_METHOD_HANDLE, "invokeExact", storeType);
        }
    }
}
