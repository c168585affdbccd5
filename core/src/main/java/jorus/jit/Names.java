package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// What generated code refers to.
final class Names {
    static final String PACKAGE = "jorus.compiled";

    static final ClassDesc CD_MACHINE = ClassDesc.of("jorus.runtime.Machine");
    static final ClassDesc CD_MEMORY = ClassDesc.of("jorus.memory.layout.Memory");
    static final ClassDesc CD_HANDLES = ClassDesc.of("jorus.runtime.Handles");
    static final ClassDesc CD_METHOD_HANDLE = ClassDesc.of("java.lang.invoke.MethodHandle");
    static final ClassDesc CD_LINKAGE = ClassDesc.of("jorus.runtime.Linkage");
    static final ClassDesc CD_POLLS = ClassDesc.of("jorus.runtime.Polls");
    static final ClassDesc CD_TRAP = ClassDesc.of("jorus.runtime.Trap");
    static final ClassDesc CD_FUNCTION = ClassDesc.of("jorus.runtime.CompiledFunction");
    static final ClassDesc CD_LOOP = ClassDesc.of("jorus.runtime.CompiledLoop");
    static final ClassDesc CD_ARITHMETIC = ClassDesc.of("jorus.runtime.Arithmetic");
    static final ClassDesc CD_CONVERSIONS = ClassDesc.of("jorus.runtime.Conversions");
    static final ClassDesc CD_ARRAYS = ClassDesc.of("jorus.runtime.Arrays");
    static final ClassDesc CD_OUTLINED = ClassDesc.of("jorus.runtime.Outlined");
    static final ClassDesc CD_STRINGS = ClassDesc.of("jorus.runtime.Strings");
    static final ClassDesc CD_OBJECTS = ClassDesc.of("jorus.runtime.Objects");
    static final ClassDesc CD_BUILTINS = ClassDesc.of("jorus.runtime.Builtins");
    static final ClassDesc CD_ANY_ARITHMETIC = ClassDesc.of("jorus.runtime.AnyArithmetic");
    static final ClassDesc CD_ANY_BUILTINS = ClassDesc.of("jorus.runtime.AnyBuiltins");
    static final ClassDesc CD_ITERATORS = ClassDesc.of("jorus.runtime.Iterators");
    static final ClassDesc CD_COMPARISON = ClassDesc.of("jorus.runtime.Comparison");
    static final ClassDesc CD_TYPE_CHECKS = ClassDesc.of("jorus.runtime.TypeChecks");
    static final ClassDesc CD_MATH_FUNCTIONS = ClassDesc.of("jorus.runtime.MathFunctions");
    static final ClassDesc CD_MATH = ClassDesc.of("java.lang.Math");
    static final ClassDesc CD_HEAP = ClassDesc.of("jorus.memory.heap.Heap");

    static final MethodTypeDesc MTD_GET_I32 = MethodTypeDesc.of(CD_int, CD_long);
    static final MethodTypeDesc MTD_GET_I64 = MethodTypeDesc.of(CD_long, CD_long);
    static final MethodTypeDesc MTD_GET_F64 = MethodTypeDesc.of(CD_double, CD_long);
    static final MethodTypeDesc MTD_SET_I32 = MethodTypeDesc.of(CD_void, CD_long, CD_int);
    static final MethodTypeDesc MTD_SET_I64 = MethodTypeDesc.of(CD_void, CD_long, CD_long);
    static final MethodTypeDesc MTD_SET_F64 = MethodTypeDesc.of(CD_void, CD_long, CD_double);
    static final MethodTypeDesc MTD_GET_I8 =
            MethodTypeDesc.of(ClassDesc.ofDescriptor("B"), CD_long);
    static final MethodTypeDesc MTD_GLANCE =
            MethodTypeDesc.of(CD_int, CD_MACHINE, CD_long, CD_long);
    static final MethodTypeDesc MTD_SAVE = MethodTypeDesc.of(CD_void, CD_long, CD_long);
    static final MethodTypeDesc MTD_COUNT =
            MethodTypeDesc.of(CD_int, CD_int, CD_MACHINE, CD_long, CD_long);
    static final MethodTypeDesc MTD_REFILL =
            MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_MACHINE, CD_long, CD_long);
    static final MethodTypeDesc MTD_VOID = MethodTypeDesc.of(CD_void);
    static final MethodTypeDesc MTD_LOOP = MethodTypeDesc.of(CD_long, CD_MACHINE, CD_long);
    static final MethodTypeDesc MTD_ENTER =
            MethodTypeDesc.of(CD_long, CD_MACHINE, CD_long, CD_long);
    static final MethodTypeDesc MTD_CALL =
            MethodTypeDesc.of(CD_long, CD_MACHINE, CD_int, CD_long, CD_long);
    static final MethodTypeDesc MTD_COMPARE_I32 = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    static final MethodTypeDesc MTD_COMPARE_I64 = MethodTypeDesc.of(CD_int, CD_long, CD_long);
    static final MethodTypeDesc MTD_IS_TRAP =
            MethodTypeDesc.of(CD_boolean, ClassDesc.of("java.lang.Throwable"));

    private Names() {}

    static ClassDesc function(int function) {
        return ClassDesc.of(PACKAGE, "F" + function);
    }

    static ClassDesc loop(int number) {
        return ClassDesc.of(PACKAGE, "L" + number);
    }

    static ClassDesc kernel(int number) {
        return ClassDesc.of(PACKAGE, "V" + number);
    }
}
