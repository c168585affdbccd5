package jorus.interp;

/// One class for each case of the dispatch loop, which is loaded when the case is first executed.
///
/// C2 leaves out what a profile says was never reached: of a `switch` only until an opcode comes
/// that was left out. Then the code is thrown away, and from the next compilation on *all* cases
/// are in it, with calls in those that never ran, around which everything that is alive has to be
/// spilled: the loop then takes up to twice as long for good (docs/decisions/0020-gates.md). What
/// C2 also leaves out is code behind a field of a class that has not been loaded, one place at a
/// time. So each case begins with such a field; once its class is there that costs nothing,
/// because nobody uses the value.
///
/// Nothing may be in these classes but the field, and nobody but its case may touch one.
final class Gates {
    private Gates() {}

    static final class MoveI32 {
        static int open;
    }

    static final class MoveI64 {
        static int open;
    }

    static final class ConstI32 {
        static int open;
    }

    static final class ConstI64 {
        static int open;
    }

    static final class LoadI64 {
        static int open;
    }

    static final class LoadF64 {
        static int open;
    }

    static final class LoadString {
        static int open;
    }

    static final class GetGlobalI32 {
        static int open;
    }

    static final class GetGlobalI64 {
        static int open;
    }

    static final class GetGlobalRef {
        static int open;
    }

    static final class SetGlobalI32 {
        static int open;
    }

    static final class SetGlobalI64 {
        static int open;
    }

    static final class MulI32AddI32 {
        static int open;
    }

    static final class AddI32 {
        static int open;
    }

    static final class SubI32 {
        static int open;
    }

    static final class MulI32 {
        static int open;
    }

    static final class AddI32AddkI32 {
        static int open;
    }

    static final class AddkI32 {
        static int open;
    }

    static final class DivI32 {
        static int open;
    }

    static final class AddU32 {
        static int open;
    }

    static final class MulU32 {
        static int open;
    }

    static final class AddI64 {
        static int open;
    }

    static final class SubI64 {
        static int open;
    }

    static final class MulI64 {
        static int open;
    }

    static final class AddkI64 {
        static int open;
    }

    static final class DivI64 {
        static int open;
    }

    static final class MulF64AddF64 {
        static int open;
    }

    static final class AddF64 {
        static int open;
    }

    static final class MulF64SubF64 {
        static int open;
    }

    static final class SubF64 {
        static int open;
    }

    static final class MulF64MulF64 {
        static int open;
    }

    static final class MulF64 {
        static int open;
    }

    static final class DivF64 {
        static int open;
    }

    static final class NegF64 {
        static int open;
    }

    static final class SqrtF64 {
        static int open;
    }

    static final class EqI32 {
        static int open;
    }

    static final class EqI64 {
        static int open;
    }

    static final class LtI32 {
        static int open;
    }

    static final class LeI32 {
        static int open;
    }

    static final class LtI64 {
        static int open;
    }

    static final class LtF64 {
        static int open;
    }

    static final class EqkI32 {
        static int open;
    }

    static final class BrEqI32 {
        static int open;
    }

    static final class BrNeI32 {
        static int open;
    }

    static final class AddkI32BrLtI32 {
        static int open;
    }

    static final class BrLtI32 {
        static int open;
    }

    static final class BrLeI32 {
        static int open;
    }

    static final class BrLtF64 {
        static int open;
    }

    static final class BrLeF64 {
        static int open;
    }

    static final class AddF64BrNltF64 {
        static int open;
    }

    static final class BrNltF64 {
        static int open;
    }

    static final class BrNleF64 {
        static int open;
    }

    static final class BrEqI64 {
        static int open;
    }

    static final class RemI64BrNekI64 {
        static int open;
    }

    static final class BrNekI64 {
        static int open;
    }

    static final class BrEqkI64 {
        static int open;
    }

    static final class BrEqF64 {
        static int open;
    }

    static final class GetBoolBrEqkI32 {
        static int open;
    }

    static final class BrEqkI32 {
        static int open;
    }

    static final class GetBoolBrNekI32 {
        static int open;
    }

    static final class BrNekI32 {
        static int open;
    }

    static final class BrLtkI32 {
        static int open;
    }

    static final class BrLekI32 {
        static int open;
    }

    static final class BrGtkI32 {
        static int open;
    }

    static final class BrGekI32 {
        static int open;
    }

    static final class AddF64NextI32 {
        static int open;
    }

    static final class NextI32 {
        static int open;
    }

    static final class NextI64 {
        static int open;
    }

    static final class Jump {
        static int open;
    }

    static final class JumpFar {
        static int open;
    }

    static final class I64I32 {
        static int open;
    }

    static final class I32I64 {
        static int open;
    }

    static final class F64I32 {
        static int open;
    }

    static final class F64I64 {
        static int open;
    }

    static final class GetBool {
        static int open;
    }

    static final class GetI32 {
        static int open;
    }

    static final class GetF64GetF64 {
        static int open;
    }

    static final class GetI64 {
        static int open;
    }

    static final class AddI32SetBool {
        static int open;
    }

    static final class SetBool {
        static int open;
    }

    static final class GetI32SetI32 {
        static int open;
    }

    static final class SetI32 {
        static int open;
    }

    static final class SubF64SetF64 {
        static int open;
    }

    static final class SetI64 {
        static int open;
    }

    static final class PushI32 {
        static int open;
    }

    static final class PushI64 {
        static int open;
    }

    static final class LengthArray {
        static int open;
    }

    static final class LengthString {
        static int open;
    }

    static final class NewVariant {
        static int open;
    }

    static final class Variant {
        static int open;
    }

    static final class AsRef {
        static int open;
    }

    static final class GetFieldI32 {
        static int open;
    }

    static final class GetFieldI64 {
        static int open;
    }

    static final class GetFieldRefGetFieldRef {
        static int open;
    }

    static final class GetFieldRef {
        static int open;
    }

    static final class SetFieldI32 {
        static int open;
    }

    static final class SetFieldRefSetFieldRef {
        static int open;
    }

    static final class SetFieldI64 {
        static int open;
    }

    static final class AddkI32CallI32 {
        static int open;
    }

    static final class Call {
        static int open;
    }

    static final class AddI32RetI32 {
        static int open;
    }

    static final class RetI32 {
        static int open;
    }

    static final class Ret {
        static int open;
    }

    static final class RetAny {
        static int open;
    }

    static final class Compiled {
        static int open;
    }

    static final class CallValue {
        static int open;
    }

    static final class CallDynamic {
        static int open;
    }

    static final class Builtin {
        static int open;
    }

    static final class Halt {
        static int open;
    }
}
