package jorus.emit;

import jorus.builtin.TrapKind;
import jorus.image.FunctionCode;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.ir.Block;
import jorus.ir.Condition;
import jorus.ir.Instruction;
import jorus.ir.IrFunction;
import jorus.isa.Bank;
import jorus.isa.Opcode;
import jorus.isa.Word;
import jorus.memory.register.FrameLayout;
import jorus.type.Type;

import java.util.Arrays;
import java.util.List;

/// Emits one function: selects opcodes, places registers, fixes branches.
///
/// Blocks are emitted in layout order. A branch that can't reach its target in 16 bits becomes the
/// inverse branch over a jump; which ones are far is found by emitting again until nothing changes.
final class FunctionEmitter {
    private static final int NONE = Instruction.NONE;

    private final EmitOptions options;
    private final IrFunction function;
    private final int nearBytes;
    private final ImageBuilder image;
    private final TypeTable types;
    private final GlobalLayout globals;
    private final OutgoingArguments outgoing;
    private final SlotAssignment slots;
    private final Signature signature;
    private final FrameLayout layout;
    private final int[] offsets;
    private final int file;
    private final Lines lines;
    private final int[] blockWords;
    private final boolean[] isFar;
    private long[] code = new long[64];
    private int size;

    /// Number of the instruction that each word of `code` is for, and of the present one.
    private int[] ordinals = new int[code.length];

    private int ordinal;

    // branches of the present round: word index, target block; far ones are JUMPs
    private int[] branchWords = new int[16];
    private int[] branchTargets = new int[16];
    private int[] branchSources = new int[16];
    private int branchCount;

    FunctionEmitter(
            IrFunction function,
            ImageBuilder image,
            TypeTable types,
            GlobalLayout globals,
            Signature[] signatures,
            Signature[] builtins,
            int nearBytes,
            EmitOptions options) {
        this.options = options;
        this.function = function;
        this.nearBytes = nearBytes;
        this.image = image;
        this.types = types;
        this.globals = globals;
        options.takeApart(function);
        boolean placesArguments = options.has(EmitOptions.Feature.ARGUMENTS);
        signature = Signature.of(function);
        OutgoingArguments arguments =
                new OutgoingArguments(function, signatures, builtins, placesArguments);
        SlotAssignment assigned = new SlotAssignment(function, arguments.isOutgoing());
        FrameLayout frame = assigned.layout(signature);
        // What is too large for far slots too is reported, not rewritten.
        boolean isPossible =
                frame.bytes() <= ImageLayout.MAX_FRAME_BYTES
                        && arguments.mostBytes() <= ImageLayout.MAX_ARGUMENT_BYTES;
        if (isPossible && frame.bytes() + arguments.mostBytes() > nearBytes) {
            assigned = FarRegisters.spill(function, frame.argumentEnd(), nearBytes);
            arguments = new OutgoingArguments(function, signatures, builtins, false);
            frame = assigned.layout(signature);
        }
        outgoing = arguments;
        slots = assigned;
        layout = frame;
        offsets = slots.offsets(layout, signature, outgoing);
        file = image.file(function.path());
        lines = new Lines(function);
        blockWords = new int[function.blocks().size() + 1];
        isFar = new boolean[function.blocks().size()];
    }

    /// The frame; nothing may be emitted if it or its near part is too large.
    FrameLayout layout() {
        return layout;
    }

    /// Bytes of the largest argument area that a call here fills, header included.
    int argumentBytes() {
        return outgoing.mostBytes();
    }

    /// Says, after [#emit()], where all is in this function, which has this number.
    void record(Placement placement, int number) {
        placement.add(number, ordinals, offsets);
    }

    FunctionCode emit() {
        do {
            size = 0;
            ordinal = 0;
            branchCount = 0;
            lines.clear();
            List<Block> blocks = function.blocks();
            for (int i = 0; i < blocks.size(); i++) {
                blockWords[i] = size;
                emit(blocks.get(i), i + 1 < blocks.size() ? blocks.get(i + 1) : null);
            }
            blockWords[blocks.size()] = size;
        } while (!fixBranches());
        Fusion.apply(code, size, options);
        Type result = function.result();
        return new FunctionCode(
                function.name(),
                file,
                Arrays.copyOf(code, size),
                layout,
                types.id(result),
                slotTypes(),
                lines.toArray(),
                lines.inlined(),
                new HandlerRows(function, blockWords, offsets).toArray());
    }

    /// Writes the distances; false if a branch turned out to be far.
    private boolean fixBranches() {
        boolean isFixed = true;
        for (int i = 0; i < branchCount; i++) {
            int at = branchWords[i];
            int distance = blockWords[branchTargets[i]] - at - 1;
            Opcode opcode = Opcode.byCode(Word.op(code[at]));
            if (distance == (short) distance) {
                code[at] = code[at] & 0xFFFF_FFFF_FFFFL | (long) distance << 48;
            } else if (opcode == Opcode.JUMP) {
                code[at] = Word.wide(Opcode.JUMP_FAR.code(), 0, distance);
            } else {
                isFar[branchSources[i]] = true;
                isFixed = false;
            }
        }
        return isFixed;
    }

    /// Pairs of offset and type id, ascending.
    private int[] slotTypes() {
        long[] pairs = new long[offsets.length];
        int count = 0;
        for (int i = 0; i < offsets.length; i++) {
            boolean isSlot = i < function.parameterCount() || slots.slot(i) != NONE;
            if (isSlot && !outgoing.isOutgoing()[i]) {
                pairs[count++] = (long) offsets[i] << 32 | types.id(function.type(i));
            }
        }
        Arrays.sort(pairs, 0, count);
        int[] result = new int[2 * count];
        int used = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                result[used++] = (int) (pairs[i] >> 32);
                result[used++] = (int) pairs[i];
            }
        }
        return Arrays.copyOf(result, used);
    }

    private int at(int register) {
        return offsets[register];
    }

    private void word(long word) {
        if (size == code.length) {
            code = Arrays.copyOf(code, size * 2);
            ordinals = Arrays.copyOf(ordinals, size * 2);
        }
        ordinals[size] = ordinal;
        code[size++] = word;
    }

    private void encode(Opcode opcode, int a, int b, int c) {
        word(Word.encode(opcode, a, b, c));
    }

    private void emit(Block block, Block following) {
        lines.atStart(size, block);
        List<Instruction> instructions = block.instructions();
        for (int i = 0; i < instructions.size() - 1; i++) {
            emit(instructions.get(i));
            ordinal++;
        }
        end(block, block.terminator(), following);
        ordinal++;
    }

    private void emit(Instruction i) {
        lines.at(size, i);
        switch (i.op()) {
            case CONST -> constant(i);
            case TEXT -> encode(Opcode.LOAD_STRING, at(i.target()), image.string(i.text()), 0);
            case MOVE -> move(i.target(), i.a());
            case ADD, SUB, MUL, DIV, REM, AND, OR ->
                    encode(arithmetic(i), at(i.target()), at(i.a()), at(i.b()));
            case ADDK -> encode(arithmetic(i), at(i.target()), at(i.a()), (int) i.immediate());
            case NEG, SQRT, ABS, FLOOR -> encode(arithmetic(i), at(i.target()), at(i.a()), 0);
            case COMPARE -> compare(i);
            case CONVERT -> {
                Opcode opcode = Selection.convert(typeA(i), typeOfTarget(i));
                encode(opcode, at(i.target()), at(i.a()), 0);
            }
            case INDEX -> encode(Opcode.INDEX_I64, at(i.target()), at(i.a()), 0);
            case BOX -> box(i);
            case NEW_ARRAY -> {
                int type = types.id(typeOfTarget(i));
                encode(Opcode.NEW_ARRAY, at(i.target()), at(i.a()), type);
            }
            case NEW_LITERAL -> {
                int type = types.id(typeOfTarget(i));
                encode(Opcode.NEW_LITERAL, at(i.target()), (int) i.immediate(), type);
            }
            case LENGTH -> {
                boolean isText = typeA(i) == Type.STRING;
                Opcode opcode = isText ? Opcode.LENGTH_STRING : Opcode.LENGTH_ARRAY;
                encode(opcode, at(i.target()), at(i.a()), 0);
            }
            case GET -> {
                Type base = typeA(i);
                Opcode opcode =
                        base == Type.STRING ? Opcode.GET_STRING : Selection.get(base.element());
                encode(opcode, at(i.target()), at(i.a()), at(i.b()));
            }
            case SET -> {
                Opcode opcode = Selection.set(typeA(i).element());
                encode(opcode, at(i.a()), at(i.b()), at(i.c()));
            }
            case PUSH -> {
                encode(Selection.push(typeA(i).element()), at(i.a()), at(i.b()), 0);
            }
            case CONCAT -> encode(Opcode.CONCAT, at(i.target()), at(i.a()), at(i.b()));
            case GET_GLOBAL -> {
                int offset = globals.offset((int) i.immediate());
                encode(Selection.getGlobal(typeOfTarget(i)), at(i.target()), offset, 0);
            }
            case SET_GLOBAL -> {
                int offset = globals.offset((int) i.immediate());
                encode(Selection.setGlobal(typeA(i)), at(i.a()), offset, 0);
            }
            case CALL, BUILTIN, CALL_VALUE, CALL_DYNAMIC -> call(i);
            case JUMP, BRANCH, NEXT, RETURN, HALT, TRAP ->
                    throw new AssertionError("terminator " + i.op() + " inside a block");
            default -> emitObject(i);
        }
    }

    /// Instructions on objects and values of type any.
    private void emitObject(Instruction i) {
        switch (i.op()) {
            case UNBOX -> {
                Type type = typeOfTarget(i);
                encode(Selection.unbox(type), at(i.target()), at(i.a()), types.id(type));
            }
            case AS_REF ->
                    encode(Opcode.AS_REF, at(i.target()), at(i.a()), types.id(typeOfTarget(i)));
            case TAG -> encode(Opcode.TAG, at(i.target()), at(i.a()), 0);
            case TYPE_ID -> encode(Opcode.CONST_I32, at(i.target()), types.id(i.type()), 0);
            case NEW_OBJECT -> encode(Opcode.NEW_OBJECT, at(i.target()), 0, types.id(i.type()));
            case NEW_VARIANT -> {
                int type = types.id(typeOfTarget(i));
                encode(Opcode.NEW_VARIANT, at(i.target()), (int) i.immediate(), type);
            }
            case VARIANT -> encode(Opcode.VARIANT, at(i.target()), at(i.a()), 0);
            case GET_FIELD -> {
                int offset = fieldOffset(i);
                encode(Selection.getField(typeOfTarget(i)), at(i.target()), at(i.a()), offset);
            }
            case SET_FIELD -> {
                Opcode opcode = Selection.setField(function.type(i.b()));
                encode(opcode, at(i.a()), fieldOffset(i), at(i.b()));
            }
            case CATCH -> {
                // What enters the handler has stored the error.
            }
            default -> throw new AssertionError(i.op() + " is not emitted");
        }
    }

    private int fieldOffset(Instruction i) {
        return types.layout(i.type()).offset((int) i.immediate());
    }

    private Type typeA(Instruction i) {
        return function.type(i.a());
    }

    private Type typeOfTarget(Instruction i) {
        return function.type(i.target());
    }

    private Opcode arithmetic(Instruction i) {
        return Selection.arithmetic(i.op(), typeOfTarget(i));
    }

    private void constant(Instruction i) {
        int target = at(i.target());
        long bits = i.immediate();
        switch (Banks.of(typeOfTarget(i))) {
            case I32 -> encode(Opcode.CONST_I32, target, (int) bits, 0);
            case I64 -> {
                if (bits == (int) bits) {
                    encode(Opcode.CONST_I64, target, (int) bits, 0);
                } else {
                    encode(Opcode.LOAD_I64, target, image.i64(bits), 0);
                }
            }
            case F64 -> {
                int index = image.f64(Double.longBitsToDouble(bits));
                encode(Opcode.LOAD_F64, target, index, 0);
            }
            case REF, ANY -> throw new AssertionError("constant of type " + typeOfTarget(i));
        }
    }

    private void move(int target, int source) {
        Type type = function.type(target);
        if (at(target) == at(source)) {
            return;
        }
        if (slots.isFar(target)) {
            encode(Selection.farStore(type), at(source), at(target), 0);
        } else if (slots.isFar(source)) {
            encode(Selection.farLoad(type), at(target), at(source), 0);
        } else {
            encode(Selection.move(type), at(target), at(source), 0);
        }
    }

    private void compare(Instruction i) {
        Type type = typeA(i);
        if (i.hasImmediate()) {
            assert i.condition() == Condition.EQ : "only equality has an immediate";
            encode(Opcode.EQK_I32, at(i.target()), at(i.a()), (int) i.immediate());
            return;
        }
        boolean isSwapped = Selection.isSwapped(i.condition());
        Condition condition = isSwapped ? i.condition().swapped() : i.condition();
        int left = at(isSwapped ? i.b() : i.a());
        int right = at(isSwapped ? i.a() : i.b());
        encode(Selection.compare(condition, type), at(i.target()), left, right);
    }

    private void box(Instruction i) {
        Type type = i.isVoid() ? Type.VOID : typeA(i);
        boolean isReference = Banks.of(typeA(i)) == Bank.REF;
        int mark = i.isLiteral() ? TypeIds.LITERAL : 0;
        int id = isReference ? 0 : types.id(type) | mark;
        encode(Selection.box(typeA(i)), at(i.target()), at(i.a()), id);
    }

    private void call(Instruction i) {
        Signature callee = outgoing.signature(i);
        int[] arguments = i.arguments();
        int before = OutgoingArguments.before(i);
        for (int k = 0; k < arguments.length; k++) {
            int place = layout.bytes() + callee.offset(k + before);
            Type type = function.type(arguments[k]);
            if (place > nearBytes - Banks.of(type).bytes()) {
                encode(Selection.farStore(type), at(arguments[k]), place, 0);
            } else if (at(arguments[k]) != place) {
                encode(Selection.move(type), place, at(arguments[k]), 0);
            }
        }
        Type type = i.target() == NONE ? null : typeOfTarget(i);
        lines.at(size, i);
        int target = i.target() == NONE ? 0 : at(i.target());
        switch (i.op()) {
            case CALL -> encode(Selection.call(type), target, (int) i.immediate(), 0);
            case BUILTIN -> encode(Selection.builtin(type), target, (int) i.immediate(), 0);
            case CALL_VALUE -> {
                int functionType = types.id(i.type());
                image.adapter(functionType, (int) i.immediate());
                encode(Selection.callValue(type), target, at(i.a()), functionType);
            }
            case CALL_DYNAMIC -> encode(Opcode.CALL_DYNAMIC, target, at(i.a()), arguments.length);
            default -> throw new AssertionError(i.op() + " calls nothing");
        }
    }

    private void end(Block block, Instruction end, Block following) {
        lines.atEnd(size, block);
        switch (end.op()) {
            case JUMP -> jump(block, block.next(), following);
            case BRANCH -> branch(block, end, following);
            case NEXT -> next(block, end, following);
            case RETURN -> {
                Type type = end.a() == NONE ? null : typeA(end);
                encode(Selection.returnValue(type), end.a() == NONE ? 0 : at(end.a()), 0, 0);
            }
            case HALT -> encode(Opcode.HALT, 0, 0, 0);
            case TRAP -> {
                TrapKind kind = TrapKind.byId((int) end.immediate());
                encode(Opcode.TRAP, 0, image.trap(kind, end.message()), 0);
            }
            default -> throw new AssertionError(end.op() + " ends a block");
        }
    }

    private void jump(Block block, Block target, Block following) {
        if (target != following) {
            addBranch(block, target);
            encode(Opcode.JUMP, 0, 0, 0);
        }
    }

    private void addBranch(Block block, Block target) {
        if (branchCount == branchWords.length) {
            branchWords = Arrays.copyOf(branchWords, branchCount * 2);
            branchTargets = Arrays.copyOf(branchTargets, branchCount * 2);
            branchSources = Arrays.copyOf(branchSources, branchCount * 2);
        }
        branchWords[branchCount] = size;
        branchTargets[branchCount] = target.index();
        branchSources[branchCount] = block.index();
        branchCount++;
    }

    private void branch(Block block, Instruction end, Block following) {
        Block target = block.next();
        Block otherwise = block.otherwise();
        Condition condition = end.condition();
        boolean isOrdered = typeA(end) != Type.F64;
        // A far branch goes around a jump, so it is the other way that must be near.
        boolean isNegated = target == following ^ isFar[block.index()];
        if (isFar[block.index()] && target != following) {
            conditional(end, condition.negated(isOrdered), 1);
            addBranch(block, target);
            encode(Opcode.JUMP, 0, 0, 0);
            jump(block, otherwise, following);
            return;
        }
        if (isFar[block.index()]) {
            conditional(end, condition, 1);
            addBranch(block, otherwise);
            encode(Opcode.JUMP, 0, 0, 0);
            return;
        }
        addBranch(block, isNegated ? otherwise : target);
        conditional(end, isNegated ? condition.negated(isOrdered) : condition, 0);
        if (!isNegated) {
            jump(block, otherwise, following);
        }
    }

    private void conditional(Instruction end, Condition condition, int distance) {
        Type type = typeA(end);
        if (end.hasImmediate()) {
            Opcode opcode = Selection.branchConstant(condition, type);
            encode(opcode, at(end.a()), (int) end.immediate(), distance);
            return;
        }
        boolean isSwapped = Selection.isSwapped(condition);
        Condition written = isSwapped ? condition.swapped() : condition;
        int left = at(isSwapped ? end.b() : end.a());
        int right = at(isSwapped ? end.a() : end.b());
        encode(Selection.branch(written, type), left, right, distance);
    }

    private void next(Block block, Instruction end, Block following) {
        boolean isWide = Banks.of(typeA(end)) == Bank.I64;
        Opcode opcode = isWide ? Opcode.NEXT_I64 : Opcode.NEXT_I32;
        if (isFar[block.index()]) {
            // There is no inverse: over the jump that leaves to the one that goes back.
            encode(opcode, at(end.a()), at(end.b()), 1);
            addBranch(block, block.otherwise());
            encode(Opcode.JUMP, 0, 0, 0);
            addBranch(block, block.next());
            encode(Opcode.JUMP, 0, 0, 0);
            return;
        }
        addBranch(block, block.next());
        encode(opcode, at(end.a()), at(end.b()), 0);
        jump(block, block.otherwise(), following);
    }
}
