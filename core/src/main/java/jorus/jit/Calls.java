package jorus.jit;

import static jorus.jit.Names.*;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jorus.builtin.Builtin;
import jorus.builtin.Shape;
import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.heap.ArrayLayout;
import jorus.memory.register.FrameLayout;
import jorus.runtime.Frames;
import jorus.runtime.Linkage;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Translates calls of functions, function values and builtins.
///
/// A function is a static method `call(Machine, long fp, long budget, arguments...)` of a class of
/// its own: refs first, then numbers, in the order of its frame. Arguments of type any, and all
/// arguments if there are many, lie in the frame.
final class Calls {
    /// With more JVM words of arguments than this, all of them are passed in the frame.
    private static final int MAX_ARGUMENT_WORDS = 200;

    /// The most functions that a call of a value compares with to write them in its place.
    static final int MAX_TARGETS = 4;

    /// The most that it calls directly. With more it takes the slow way.
    private static final int MAX_CASES = 16;

    private static final int SELF = FrameLayout.HEADER_BYTES;

    /// An argument: its offset in the callee's frame.
    record Argument(int offset, Bank bank) {}

    /// Writes functions in the place of their calls.
    interface Inliner {
        /// Writes the body of a function that is called before the address `pc`, and leaves its
        /// result on the stack. Returns false, and has written nothing, if it has to be called.
        boolean inline(int function, long pc);
    }

    private final Writer w;
    private final Assembler c;
    private final Inliner inliner;
    private final Image image;
    private final int frameBytes;
    private final long cost;
    private final int value;

    /// `stackBytes` is what a call takes of the Java stack.
    Calls(Writer writer, Flow flow, int stackBytes, Inliner inliner) {
        this.inliner = inliner;
        w = writer;
        c = writer.code;
        image = flow.image;
        frameBytes = image.function(flow.function, ImageLayout.FRAME_BYTES);
        cost = (1L << 32) + stackBytes;
        value = w.newLong();
    }

    /// The arguments of a function.
    static List<Argument> arguments(Image image, int function) {
        int first = image.function(function, ImageLayout.SLOT_START);
        int count =
                image.function(function, ImageLayout.REF_ARGS)
                        + image.function(function, ImageLayout.ANY_ARGS)
                        + image.function(function, ImageLayout.NUMBER_ARGS);
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bank bank = TypeIds.bank(image.slotType(first + i));
            arguments.add(new Argument(image.slotOffset(first + i), bank));
        }
        return arguments;
    }

    /// Whether a function takes all its arguments from its frame.
    static boolean isFramed(List<Argument> arguments) {
        int words = 0;
        for (Argument argument : arguments) {
            words += argument.bank == Bank.I32 ? 1 : 2;
        }
        return words > MAX_ARGUMENT_WORDS;
    }

    static Bank result(Image image, int function) {
        return TypeIds.bank(image.function(function, ImageLayout.RESULT_TYPE));
    }

    /// The descriptor of a function's `call`.
    static MethodTypeDesc type(Image image, int function) {
        List<ClassDesc> parameters = new ArrayList<>(List.of(CD_MACHINE, CD_long, CD_long));
        List<Argument> arguments = arguments(image, function);
        if (!isFramed(arguments)) {
            for (Argument argument : arguments) {
                if (argument.bank != Bank.ANY) {
                    parameters.add(Writer.type(argument.bank));
                }
            }
        }
        Bank result = result(image, function);
        boolean isVoid = result == null || result == Bank.ANY;
        return MethodTypeDesc.of(isVoid ? CD_void : Writer.type(result), parameters);
    }

    // calls of functions

    void call(long word, long pc) {
        int function = Word.immediate(word);
        boolean isInlined = inliner.inline(function, pc);
        if (!isInlined) {
            direct(function, pc);
        }
        result(word, result(image, function));
        if (!isInlined) {
            w.reloadPolls();
        }
    }

    /// Calls a function with the arguments behind the frame and leaves its result on the stack.
    void direct(int function, long pc) {
        enterCallee(pc);
        direct(function, arguments(image, function));
    }

    /// What a call from here takes of its caller's budget.
    long cost() {
        return cost;
    }

    /// Writes what the callee cannot know, its return word.
    private void enterCallee(long pc) {
        w.syncPolls();
        w.startPut(Bank.I64);
        w.address(frameBytes + FrameLayout.RETURN_PC);
        c.loadConstant(pc | Frames.UNLINKED);
        w.put(Bank.I64);
    }

    private void direct(int function, List<Argument> arguments) {
        boolean isFramed = isFramed(arguments);
        if (isFramed) {
            toFrame(arguments);
        }
        w.machine();
        w.address(frameBytes);
        c.lload(w.budget).loadConstant(cost).lsub();
        if (!isFramed) {
            for (Argument argument : arguments) {
                if (argument.bank != Bank.ANY) {
                    w.load(frameBytes + argument.offset, argument.bank);
                }
            }
        }
        c.invokestatic(Names.function(function), "call", type(image, function));
    }

    /// Writes arguments that are locals to their places behind the frame.
    private void toFrame(List<Argument> arguments) {
        for (Argument argument : arguments) {
            if (argument.bank != Bank.ANY) {
                w.startPut(argument.bank);
                w.address(frameBytes + argument.offset);
                w.load(frameBytes + argument.offset, argument.bank);
                w.put(argument.bank);
            }
        }
    }

    /// Pops or copies the result of a call into register A.
    private void result(long word, Bank bank) {
        if (bank == Bank.ANY) {
            w.copyAny(w.fp, frameBytes + Linkage.ANY_RESULT, w.fp, Word.a(word));
        } else if (bank != null) {
            w.store(Word.a(word), bank);
        }
    }

    // function values

    void callValue(long word, long pc) {
        int signature = Word.c(word);
        List<Argument> arguments = valueArguments(signature);
        w.load(Word.b(word), Bank.REF);
        w.store(frameBytes + SELF, Bank.REF);
        Bank result = TypeIds.bank(image.resultType(signature));
        List<Integer> closures = closures(image, signature);
        Label end = c.newLabel();
        if (closures.size() <= MAX_TARGETS) {
            w.load(frameBytes + SELF, Bank.REF);
            w.get(Bank.I32);
            int type = w.newInt();
            c.istore(type);
            for (int closure : closures) {
                Label next = c.newLabel();
                c.iload(type).loadConstant(closure).if_icmpne(next);
                valueCase(image.direct(closure), result, pc, end);
                c.labelBinding(next);
            }
        } else if (closures.size() <= MAX_CASES) {
            switchValue(closures, result, pc, end);
        }
        enterCallee(pc);
        toFrame(arguments);
        w.save(pc);
        w.machine();
        w.machine();
        w.load(frameBytes + SELF, Bank.REF);
        c.loadConstant(signature);
        w.call(CD_LINKAGE, "direct", CD_int, CD_MACHINE, CD_long, CD_int);
        w.address(frameBytes);
        c.lload(w.budget).loadConstant(cost + Linkage.CALL_STACK).lsub();
        c.invokestatic(CD_LINKAGE, "call", MTD_CALL);
        fromBits(result);
        keep(result);
        w.reloadPolls();
        c.labelBinding(end);
        if (result != null && result != Bank.ANY) {
            c.loadLocal(Writer.kind(result), resultLocal(result));
        }
        result(word, result);
    }

    /// Calls the function of the value by a switch over its type, and goes to `end`; what is none
    /// of these types goes on. C2 knows which are frequent here, and inlines those.
    private void switchValue(List<Integer> closures, Bank result, long pc, Label end) {
        int[] keys = new int[closures.size()];
        Label[] cases = new Label[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = closures.get(i);
            cases[i] = c.newLabel();
        }
        Label others = c.newLabel();
        w.load(frameBytes + SELF, Bank.REF);
        w.get(Bank.I32);
        c.lookupswitch(others, keys, cases);
        for (int i = 0; i < keys.length; i++) {
            c.labelBinding(cases[i]);
            int function = image.direct(keys[i]);
            direct(function, pc);
            keep(result);
            w.reloadPolls();
            c.goto_(end);
        }
        c.labelBinding(others);
    }

    /// Calls one of the functions that a value may be, or writes it in this place, and goes to
    /// `end`.
    private void valueCase(int function, Bank result, long pc, Label end) {
        boolean isInlined = inliner.inline(function, pc);
        if (!isInlined) {
            direct(function, pc);
        }
        keep(result);
        if (!isInlined) {
            w.reloadPolls();
        }
        c.goto_(end);
    }

    private int intResult = -1;
    private int doubleResult = -1;

    private int resultLocal(Bank bank) {
        return switch (bank) {
            case I32 -> intResult = intResult < 0 ? w.newInt() : intResult;
            case F64 ->
                    doubleResult =
                            doubleResult < 0
                                    ? c.allocateLocal(java.lang.classfile.TypeKind.DOUBLE)
                                    : doubleResult;
            case I64, REF -> value;
            case ANY -> throw new AssertionError();
        };
    }

    private void keep(Bank result) {
        if (result != null && result != Bank.ANY) {
            c.storeLocal(Writer.kind(result), resultLocal(result));
        }
    }

    /// Makes what raw bits stand for of the long on the stack, or drops it.
    void fromBits(Bank bank) {
        if (bank == null || bank == Bank.ANY) {
            c.pop2();
            return;
        }
        switch (bank) {
            case I32 -> c.l2i();
            case F64 ->
                    w.call(
                            ClassDesc.of("java.lang.Double"),
                            "longBitsToDouble",
                            java.lang.constant.ConstantDescs.CD_double,
                            CD_long);
            case I64, REF, ANY -> {}
        }
    }

    /// The functions that a call of a value with this signature compares with.
    static List<Integer> targets(Image image, int signature) {
        List<Integer> closures = closures(image, signature);
        List<Integer> functions = new ArrayList<>();
        if (closures.size() <= MAX_TARGETS) {
            for (int closure : closures) {
                functions.add(image.direct(closure));
            }
        }
        return functions;
    }

    /// The closure types whose values can be called with this signature.
    static List<Integer> closures(Image image, int signature) {
        List<Integer> found = new ArrayList<>();
        for (int id = TypeIds.FIRST_FREE; id < image.typeIdEnd(); id++) {
            if (image.typeKind(id) == TypeKind.CLOSURE && image.signature(id) == signature) {
                found.add(id);
            }
        }
        return found;
    }

    /// The value itself, then refs, any values and numbers in the order of the parameters.
    private List<Argument> valueArguments(int signature) {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(SELF, Bank.REF));
        int next = SELF + FrameLayout.REF_BYTES;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < image.parameterCount(signature); i++) {
                Bank bank = TypeIds.bank(image.parameterType(signature, i));
                int order = bank == Bank.REF ? 0 : bank == Bank.ANY ? 1 : 2;
                if (order == round) {
                    arguments.add(new Argument(next, bank));
                    next += bank == Bank.ANY ? FrameLayout.ANY_BYTES : FrameLayout.WIDE_BYTES;
                }
            }
        }
        return arguments;
    }

    void callDynamic(long word, long pc) {
        enterCallee(pc);
        w.save(pc);
        w.machine();
        w.load(Word.b(word), Bank.REF);
        c.loadConstant(Word.signedC(word));
        w.address(frameBytes);
        c.lload(w.budget).loadConstant(cost + Linkage.CALL_STACK).lsub();
        w.call(CD_LINKAGE, "callDynamic", CD_void, CD_MACHINE, CD_long, CD_int, CD_long, CD_long);
        result(word, Bank.ANY);
        w.reloadPolls();
    }

    // builtins

    /// `outgoing` is where the arguments begin.
    void builtin(Opcode opcode, long word, long pc, int outgoing) {
        Builtin builtin = Builtin.byId(Word.immediate(word));
        if (PureBuiltins.translate(w, builtin, outgoing)) {
            w.store(Word.a(word), opcode.a().bank());
            return;
        }
        if (NamedBuiltins.translate(w, builtin, Word.a(word), pc, outgoing)) {
            return;
        }
        if (builtin == Builtin.HAS_NEXT) {
            w.load(outgoing + SELF, Bank.REF);
            w.call(CD_ITERATORS, "hasNext", CD_boolean, CD_long);
            w.store(Word.a(word), Bank.I32);
            return;
        }
        Label end = c.newLabel();
        pop(builtin, Word.a(word), outgoing + SELF, end);
        toFrame(builtinArguments(builtin));
        w.syncPolls();
        w.save(pc);
        String name = frequent(builtin);
        w.machine();
        if (name == null) {
            c.loadConstant(builtin.id());
        }
        w.address(frameBytes + FrameLayout.HEADER_BYTES);
        w.address(Word.a(word));
        if (name == null) {
            w.call(CD_BUILTINS, "call", CD_void, CD_MACHINE, CD_int, CD_long, CD_long);
        } else {
            w.call(CD_ANY_BUILTINS, name, CD_void, CD_MACHINE, CD_long, CD_long);
        }
        Bank bank = opcode.a().bank();
        if (bank != null && bank != Bank.ANY) {
            w.address(Word.a(word));
            w.get(bank);
            w.store(Word.a(word), bank);
        }
        w.reloadPolls();
        c.labelBinding(end);
    }

    /// The method of [jorus.runtime.AnyBuiltins] that does what the table of all builtins leads to,
    /// or null.
    private static String frequent(Builtin builtin) {
        return switch (builtin) {
            case INDEX_ANY -> "index";
            case ELEMENT_ANY -> "element";
            case STORE_ANY -> "store";
            case PUSH_VALUE -> "push";
            case NEXT_VALUE -> "next";
            default -> null;
        };
    }

    /// If `builtin` takes the last element off an array and there is one, moves it to register
    /// `target` and goes to `end`; else goes on.
    private void pop(Builtin builtin, int target, int array, Label end) {
        Bank bank;
        int shift;
        switch (builtin) {
            case POP_I32 -> {
                bank = Bank.I32;
                shift = ElementInstructions.NARROW_SHIFT;
            }
            case POP_I64, POP_F64, POP_REF -> {
                bank = builtin == Builtin.POP_F64 ? Bank.F64 : Bank.I64;
                bank = builtin == Builtin.POP_REF ? Bank.REF : bank;
                shift = ElementInstructions.WIDE_SHIFT;
            }
            default -> {
                return;
            }
        }
        Label slow = c.newLabel();
        int last = w.newInt();
        w.load(array, Bank.REF);
        c.loadConstant((long) ArrayLayout.LENGTH).ladd();
        w.get(Bank.I32);
        c.iconst_1().isub().istore(last).iload(last).iflt(slow);
        w.startPut(Bank.I32);
        w.load(array, Bank.REF);
        c.loadConstant((long) ArrayLayout.LENGTH).ladd().iload(last);
        w.put(Bank.I32);
        w.load(array, Bank.REF);
        c.loadConstant((long) ArrayLayout.DATA).ladd();
        w.get(Bank.REF);
        c.iload(last).i2l().loadConstant(0xFFFFFFFFL).land().loadConstant(shift).lshl().ladd();
        w.get(bank);
        w.store(target, bank);
        c.goto_(end);
        c.labelBinding(slow);
    }

    /// Arguments of a builtin, in the order of its parameters.
    static List<Argument> builtinArguments(Builtin builtin) {
        List<Bank> banks = new ArrayList<>();
        for (Shape shape : builtin.parameters()) {
            banks.add(bank(shape));
        }
        Argument[] arguments = new Argument[banks.size()];
        int next = FrameLayout.HEADER_BYTES;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < arguments.length; i++) {
                Bank bank = banks.get(i);
                int order = bank == Bank.REF ? 0 : bank == Bank.ANY ? 1 : 2;
                if (order == round) {
                    arguments[i] = new Argument(next, bank);
                    next += bank == Bank.ANY ? FrameLayout.ANY_BYTES : FrameLayout.WIDE_BYTES;
                }
            }
        }
        return List.of(arguments);
    }

    private static Bank bank(Shape shape) {
        return switch (shape) {
            case BOOL, I32, U32 -> Bank.I32;
            case I64, U64 -> Bank.I64;
            case F64 -> Bank.F64;
            case ANY -> Bank.ANY;
            case STRING, ITERATOR, REF, ARRAY -> Bank.REF;
            case VOID, NUMBER, SEQUENCE, ELEMENT ->
                    throw new AssertionError("no argument has shape " + shape);
        };
    }
}
