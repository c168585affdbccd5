package jorus.verify;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;

/// The rules for calls of functions, function values and builtins: what arguments they find and
/// what comes back.
final class CallRules {
    /// Where the arguments of a function value begin, behind the value itself.
    private static final int AFTER_VALUE = FrameLayout.HEADER_BYTES + FrameLayout.REF_BYTES;

    private final CurrentInstruction now;
    private final Image image;
    private final Outgoing outgoing;
    private final ElementRules elements;

    /// Per builtin that was met, where its arguments are.
    private final int[][] argumentOffsets = new int[Builtin.count()][];

    CallRules(CurrentInstruction now, Outgoing outgoing, ElementRules elements) {
        this.now = now;
        this.outgoing = outgoing;
        this.elements = elements;
        image = now.image;
    }

    int function() {
        int callee = Word.immediate(now.word);
        if (callee == image.entry()) {
            throw now.failure(Rule.CALL, "of the entry");
        }
        int result = image.function(callee, ImageLayout.RESULT_TYPE);
        checkResult(Rule.CALL, result, TypeIds.bank(result));
        int first = image.function(callee, ImageLayout.SLOT_START);
        int arguments =
                image.function(callee, ImageLayout.REF_ARGS)
                        + image.function(callee, ImageLayout.ANY_ARGS)
                        + image.function(callee, ImageLayout.NUMBER_ARGS);
        for (int i = 0; i < arguments; i++) {
            int type = image.slotType(first + i);
            argument(i, image.slotOffset(first + i), type, TypeIds.bank(type));
        }
        return result;
    }

    /// A result and a place for it belong together: without one, nothing may be returned.
    private void checkResult(Rule rule, int result, Bank bank) {
        if (now.opcode.a().bank() != bank) {
            throw now.failure(rule, "the result is " + image.typeName(result));
        }
    }

    /// Returns the type of an argument, which has to be accepted where `type` is expected.
    private int argument(int number, int offset, int type, Bank bank) {
        int found = offset < ImageLayout.MAX_ARGUMENT_BYTES ? outgoing.type(offset, bank) : 0;
        boolean isRight = type < 0 ? now.meets(type, found) : now.accepts(type, found);
        if (found == TypeIds.NONE || !isRight) {
            throw now.failure(Rule.ARGUMENT, "argument " + number + " in the order of the frame");
        }
        return found;
    }

    // function values

    /// The engine compares the value's signature with the operand, and enters the value's function
    /// or the operand's adapter, which takes the same.
    int value() {
        int type = Word.c(now.word);
        if (!now.isKind(type, TypeKind.FUNCTION)) {
            throw now.failure(Rule.TYPE, "type " + type + " is no function type");
        }
        if (image.adapter(type) == ImageLayout.NO_FUNCTION) {
            throw now.failure(Rule.TYPE, "type " + type + " has no adapter");
        }
        int result = image.resultType(type);
        checkResult(Rule.CALL, result, TypeIds.bank(result));
        checkReserve();
        int next = arguments(type, Bank.REF, AFTER_VALUE);
        next = arguments(type, Bank.ANY, next);
        arguments(type, null, next);
        return result;
    }

    /// Checks the arguments of one bank, or all numbers if that is null, from `offset` on; returns
    /// where they end.
    private int arguments(int type, Bank bank, int offset) {
        int next = offset;
        for (int i = 0; i < image.parameterCount(type); i++) {
            int parameter = image.parameterType(type, i);
            Bank of = TypeIds.bank(parameter);
            boolean isNumber = of != Bank.REF && of != Bank.ANY;
            if (bank == null ? isNumber : of == bank) {
                argument(i, next, parameter, of);
                next += isNumber ? FrameLayout.WIDE_BYTES : of.bytes();
            }
        }
        return next;
    }

    /// The engine counts the parameters before it enters the function.
    int dynamic() {
        int count = Word.signedC(now.word);
        if (count < 0) {
            throw now.failure(Rule.INDEX, "number of arguments " + count);
        }
        checkReserve();
        for (int i = 0; i < count; i++) {
            int offset = AFTER_VALUE + i * FrameLayout.ANY_BYTES;
            argument(i, offset, TypeIds.ANY, Bank.ANY);
        }
        return TypeIds.ANY;
    }

    /// The engine stores the value itself as the first argument.
    private void checkReserve() {
        int reserve = image.function(now.function, ImageLayout.RESERVE_BYTES);
        if (reserve < now.frameBytes + AFTER_VALUE) {
            throw now.failure(Rule.CALL, "no place for the function value in " + reserve);
        }
    }

    // builtins

    int builtin() {
        int id = Word.immediate(now.word);
        BuiltinRules.Kind kind = BuiltinRules.kind(id);
        if (kind == BuiltinRules.Kind.NO_BODY) {
            throw now.failure(Rule.BUILTIN, Builtin.byId(id).text() + " has no body");
        }
        Builtin builtin = Builtin.byId(id);
        int first = TypeIds.NONE;
        int second = TypeIds.NONE;
        int[] offsets = argumentOffsets[id];
        if (offsets == null) {
            offsets = BuiltinRules.offsets(builtin);
            argumentOffsets[id] = offsets;
        }
        for (int i = 0; i < offsets.length; i++) {
            Shape shape = builtin.parameters().get(i);
            int type = BuiltinRules.parameter(id, shape);
            int found = argument(i, offsets[i], type, BuiltinRules.bank(shape));
            first = i == 0 ? found : first;
            second = i == 1 ? found : second;
        }
        Bank bank = BuiltinRules.bank(builtin.result());
        int result = result(builtin, kind, first, second);
        checkResult(Rule.BUILTIN, result, bank);
        return result;
    }

    private int result(Builtin builtin, BuiltinRules.Kind kind, int first, int second) {
        int id = builtin.id();
        return switch (kind) {
            case PLAIN, ITERATOR_FIRST, ERROR_FIRST, OPEN_FIRST ->
                    BuiltinRules.type(builtin.result());
            case FUNCTION_OUT -> TypeIds.FUNCTION;
            case ITERATOR_OUT -> TypeIds.ITERATOR;
            case STRING_FIRST -> {
                isBuiltin(first == TypeIds.STRING);
                yield BuiltinRules.type(builtin.result());
            }
            case SAME_ARRAY -> {
                isBuiltin(now.isAnyArray(first));
                yield first;
            }
            case ELEMENT_IN -> {
                Bank bank = BuiltinRules.bank(builtin.parameters().get(1));
                elements.check(first, bank, BuiltinRules.hasBoolElements(id));
                isBuiltin(now.accepts(image.elementType(first), second));
                yield TypeIds.VOID;
            }
            case ELEMENT_OUT -> {
                Bank bank = BuiltinRules.bank(builtin.result());
                elements.check(first, bank, BuiltinRules.hasBoolElements(id));
                yield image.elementType(first);
            }
            case NO_BODY -> throw new AssertionError();
        };
    }

    private void isBuiltin(boolean holds) {
        if (!holds) {
            throw now.failure(Rule.BUILTIN, Builtin.byId(Word.immediate(now.word)).text());
        }
    }
}
