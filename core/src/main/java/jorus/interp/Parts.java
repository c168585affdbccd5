package jorus.interp;

import jorus.memory.layout.Memory;
import jorus.runtime.Machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What the dispatch loop is made of, as constant method handles: accesses to memory, and whole
/// instructions that occur in several cases (docs/decisions/0008-dispatch.md, 0014-dispatch.md).
///
/// C2 inlines what it reaches through a constant handle, however much there is already. C1 compiles
/// each handle into a dozen virtual registers, of which it has 10,000, and gives up the loop when
/// they run out: so an instruction that stands in the loop more than once is one handle, not three
/// accesses.
///
/// The instructions are in [PartBodies], not here: a handle is made when their class has been
/// initialised.
final class Parts {
    static final MethodHandle LOAD_U16 = load("u16", int.class);
    static final MethodHandle LOAD_I32 = load("i32", int.class);
    static final MethodHandle LOAD_I64 = load("i64", long.class);
    static final MethodHandle STORE_I32 = store("i32", int.class);
    static final MethodHandle STORE_I64 = store("i64", long.class);

    // What the operands of the instruction before `pc` say.
    static final MethodHandle IMMEDIATE = word("immediate");
    static final MethodHandle SIGNED_B = word("constantB");
    static final MethodHandle SIGNED_C = word("constantC");
    static final MethodHandle A_I32 = operand("aI32", int.class);
    static final MethodHandle B_I32 = operand("bI32", int.class);
    static final MethodHandle C_I32 = operand("cI32", int.class);
    static final MethodHandle A_I64 = operand("aI64", long.class);
    static final MethodHandle B_I64 = operand("bI64", long.class);
    static final MethodHandle C_I64 = operand("cI64", long.class);
    static final MethodHandle B_F64 = operand("bF64", double.class);
    static final MethodHandle C_F64 = operand("cF64", double.class);
    static final MethodHandle SET_A_I32 = result("setA", int.class);
    static final MethodHandle SET_A_I64 = result("setA", long.class);
    static final MethodHandle SET_A_F64 = result("setA", double.class);

    static final MethodHandle RETURN_I32 = result("giveI32", int.class);
    static final MethodHandle RETURN_64 = result("give64", long.class);

    static final MethodHandle MOVE_I32 = pure("moveI32");
    static final MethodHandle MOVE_64 = pure("move64");
    static final MethodHandle CONST_I32 = pure("constI32");
    static final MethodHandle ADD_F64 = pure("addF64");
    static final MethodHandle SUB_F64 = pure("subF64");
    static final MethodHandle MUL_F64 = pure("mulF64");

    static final MethodHandle SUM = part("sum");
    static final MethodHandle DIFFERENCE = part("difference");
    static final MethodHandle PRODUCT = part("product");
    static final MethodHandle SUM_CONSTANT = part("sumConstant");
    static final MethodHandle ELEMENT =
            method(
                    PartBodies.class,
                    "element",
                    MethodType.methodType(
                            long.class,
                            Machine.class,
                            long.class,
                            long.class,
                            long.class,
                            int.class,
                            int.class));
    static final MethodHandle GET_BOOL = part("getBool");
    static final MethodHandle GET_I32 = part("getI32");
    static final MethodHandle GET_64 = part("get64");
    static final MethodHandle SET_BOOL = part("setBool");
    static final MethodHandle SET_I32 = part("setI32");
    static final MethodHandle SET_64 = part("set64");

    static final MethodHandle LENGTH_ARRAY = pure("lengthArray");
    static final MethodHandle VARIANT = pure("variant");
    static final MethodHandle GET_FIELD_I32 = pure("getFieldI32");
    static final MethodHandle GET_FIELD_64 = pure("getField64");
    static final MethodHandle SET_FIELD_I32 = pure("setFieldI32");
    static final MethodHandle SET_FIELD_64 = pure("setField64");
    static final MethodHandle GET_FIELD_REF = part("getFieldRef");
    static final MethodHandle NEW_OBJECT =
            method(
                    PartBodies.class,
                    "newObject",
                    MethodType.methodType(boolean.class, Machine.class, long.class, long.class));

    static final MethodHandle APPEND =
            method(
                    PartBodies.class,
                    "append",
                    MethodType.methodType(long.class, long.class, int.class));
    static final MethodHandle PUSH_I32 = test("pushI32");
    static final MethodHandle PUSH_64 = test("push64");

    static final MethodHandle ENTER =
            method(
                    PartBodies.class,
                    "enter",
                    MethodType.methodType(
                            long.class, Machine.class, long.class, long.class, long.class));
    static final MethodHandle IS_UNREADY =
            method(
                    PartBodies.class,
                    "isUnready",
                    MethodType.methodType(boolean.class, Machine.class, long.class, long.class));
    static final MethodHandle TARGET =
            method(
                    PartBodies.class,
                    "target",
                    MethodType.methodType(long.class, Machine.class, long.class, long.class));

    static final MethodHandle HOLDS_64 =
            method(
                    Instructions.class,
                    "holds",
                    MethodType.methodType(boolean.class, int.class, long.class, long.class));
    static final MethodHandle HOLDS =
            method(
                    Instructions.class,
                    "holds",
                    MethodType.methodType(boolean.class, long.class, long.class));
    static final MethodHandle IS_EQ_I32 = test("isEqI32");
    static final MethodHandle IS_LT_I32 = test("isLtI32");
    static final MethodHandle IS_LE_I32 = test("isLeI32");
    static final MethodHandle IS_EQK_I32 = test("isEqkI32");
    static final MethodHandle IS_LTK_I32 = test("isLtkI32");
    static final MethodHandle IS_LEK_I32 = test("isLekI32");
    static final MethodHandle IS_LT_F64 = test("isLtF64");
    static final MethodHandle IS_LE_F64 = test("isLeF64");
    static final MethodHandle IS_NEXT_I32 = test("isNextI32");

    private Parts() {}

    private static MethodHandle load(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(type, long.class));
    }

    private static MethodHandle store(String name, Class<?> type) {
        return method(Memory.class, name, MethodType.methodType(void.class, long.class, type));
    }

    private static MethodHandle word(String name) {
        return method(PartBodies.class, name, MethodType.methodType(int.class, long.class));
    }

    private static MethodHandle operand(String name, Class<?> type) {
        return method(PartBodies.class, name, MethodType.methodType(type, long.class, long.class));
    }

    private static MethodHandle result(String name, Class<?> type) {
        return method(
                PartBodies.class,
                name,
                MethodType.methodType(void.class, long.class, long.class, type));
    }

    /// What cannot trap.
    private static MethodHandle pure(String name) {
        return operand(name, void.class);
    }

    private static MethodHandle test(String name) {
        return operand(name, boolean.class);
    }

    private static MethodHandle part(String name) {
        return method(
                PartBodies.class,
                name,
                MethodType.methodType(void.class, Machine.class, long.class, long.class));
    }

    private static MethodHandle method(Class<?> holder, String name, MethodType type) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            // A handle made before its class is initialised asks on each call whether it is by now,
            // and makes an object to do so; compiled code goes on asking.
            lookup.ensureInitialized(holder);
            return lookup.findStatic(holder, name, type);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
