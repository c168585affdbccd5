package jorus.jit;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.function.Consumer;

/// Writes the code of one method. Its methods are named after the JVM's instructions (JVMS 6.5), as
/// those of the ClassFile API's `CodeBuilder`, which it stands in for: that finds the types of all
/// locals at all branches by following the finished code, which was 42 % of a cold translation
/// (docs/decisions/0025-assembler.md).
///
/// A local has one type for the whole method; see [Frames]. What follows an unconditional jump is
/// left out until a label is bound. Wrong use is an `IllegalStateException`.
final class Assembler {
    static final int GETSTATIC = 0xB2;
    static final int PUTSTATIC = 0xB3;
    static final int GETFIELD = 0xB4;
    static final int PUTFIELD = 0xB5;
    static final int INVOKEVIRTUAL = 0xB6;
    static final int INVOKESPECIAL = 0xB7;
    static final int INVOKESTATIC = 0xB8;
    static final int INVOKEINTERFACE = 0xB9;

    // the first of its kind: for int; long, float, double and reference follow

    private static final int LOAD = 0x15;
    private static final int LOAD_SHORT = 0x1A;
    private static final int STORE = 0x36;
    private static final int STORE_SHORT = 0x3B;
    private static final int RETURN = 0xAC;

    private static final int REFERENCE = 4;
    private static final int SHORT_LOCALS = 4;

    private static final int CONST_INT = 0x03;
    private static final int CONST_LONG = 0x09;
    private static final int CONST_DOUBLE = 0x0E;
    private static final int CONST_NULL = 0x01;
    private static final int BIPUSH = 0x10;
    private static final int SIPUSH = 0x11;
    private static final int LDC = 0x12;
    private static final int LDC_W = 0x13;
    private static final int LDC2_W = 0x14;
    private static final int DUP = 0x59;
    private static final int DUP_X2 = 0x5B;
    private static final int DUP2 = 0x5C;
    private static final int IINC = 0x84;
    private static final int GOTO = 0xA7;
    private static final int LOOKUPSWITCH = 0xAB;
    private static final int RETURN_VOID = 0xB1;
    private static final int ATHROW = 0xBF;
    private static final int CHECKCAST = 0xC0;
    private static final int WIDE = 0xC4;
    private static final int NOP = 0x00;

    private static final int BYTE_VALUES = 256;
    private static final int SWITCH_ALIGNMENT = 4;

    private final Pool pool;
    private final Frames frames;
    private final ByteSink code = new ByteSink(1024);
    private final int[] parameterSlots;
    private boolean isReachable = true;

    // Branches: offset of the instruction, that of its operand, which is negative for 4 bytes.
    private int[] branches = new int[128];
    private Label[] targets = new Label[64];
    private int branchCount;
    private boolean hasSwitch;

    /// Protected ranges: start, end and handler of each.
    private Label[] ranges = new Label[12];

    private int rangeCount;

    private Assembler(Pool pool, MethodTypeDesc type, int self) {
        this.pool = pool;
        frames = new Frames();
        if (self != Frames.TOP) {
            frames.parameter(self);
        }
        parameterSlots = new int[type.parameterCount()];
        for (int i = 0; i < parameterSlots.length; i++) {
            parameterSlots[i] = frames.parameter(pool.type(type.parameterType(i)));
        }
    }

    /// Thrown where code becomes larger than a method may be that HotSpot compiles.
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        static final TooLarge INSTANCE = new TooLarge();

        private TooLarge() {
            super("code is too large", null, false, false);
        }
    }

    /// Adds a method of the class `owner`, whose code `body` writes.
    ///
    /// @throws TooLarge if it has more than [ClassWriter#MAX_CODE_BYTES]
    static void method(
            ClassBuilder builder,
            ClassDesc owner,
            String name,
            MethodTypeDesc type,
            int flags,
            Consumer<Assembler> body) {
        Pool pool = new Pool(builder.constantPool());
        boolean isStatic = (flags & ClassFile.ACC_STATIC) != 0;
        Assembler code = new Assembler(pool, type, isStatic ? Frames.TOP : pool.type(owner));
        body.accept(code);
        CodeAttribute attribute = code.finish();
        builder.withMethod(
                name,
                type,
                flags,
                new Consumer<MethodBuilder>() {
                    @Override
                    public void accept(MethodBuilder method) {
                        method.with(attribute);
                    }
                });
    }

    // locals

    /// A new local of this kind.
    int allocateLocal(TypeKind kind) {
        return frames.allocate(kind.slotSize());
    }

    /// The local of a parameter, without `this`.
    int parameterSlot(int number) {
        return parameterSlots[number];
    }

    Assembler iload(int local) {
        return load(0, local, Frames.INT);
    }

    Assembler lload(int local) {
        return load(1, local, Frames.LONG);
    }

    Assembler dload(int local) {
        return load(3, local, Frames.DOUBLE);
    }

    Assembler aload(int local) {
        if (isReachable) {
            access(LOAD + REFERENCE, LOAD_SHORT + REFERENCE * SHORT_LOCALS, local);
            frames.load(local);
        }
        return this;
    }

    Assembler istore(int local) {
        return store(0, local);
    }

    Assembler lstore(int local) {
        return store(1, local);
    }

    Assembler dstore(int local) {
        return store(3, local);
    }

    Assembler astore(int local) {
        return store(REFERENCE, local);
    }

    Assembler loadLocal(TypeKind kind, int local) {
        return switch (kind) {
            case INT -> iload(local);
            case LONG -> lload(local);
            case DOUBLE -> dload(local);
            default -> aload(local);
        };
    }

    Assembler storeLocal(TypeKind kind, int local) {
        return switch (kind) {
            case INT -> istore(local);
            case LONG -> lstore(local);
            case DOUBLE -> dstore(local);
            default -> astore(local);
        };
    }

    private Assembler load(int kind, int local, int type) {
        if (isReachable) {
            access(LOAD + kind, LOAD_SHORT + kind * SHORT_LOCALS, local);
            frames.load(local, type);
        }
        return this;
    }

    private Assembler store(int kind, int local) {
        if (isReachable) {
            access(STORE + kind, STORE_SHORT + kind * SHORT_LOCALS, local);
            frames.store(local);
        }
        return this;
    }

    private void access(int opcode, int shortOpcode, int local) {
        if (code.size > ClassWriter.MAX_CODE_BYTES) {
            throw TooLarge.INSTANCE;
        }
        write(code, opcode, shortOpcode, local);
    }

    private static void write(ByteSink to, int opcode, int shortOpcode, int local) {
        if (local < SHORT_LOCALS) {
            to.u1(shortOpcode + local);
        } else if (local < BYTE_VALUES) {
            to.u1(opcode);
            to.u1(local);
        } else {
            to.u1(WIDE);
            to.u1(opcode);
            to.u2(local);
        }
    }

    /// Writes what sets a local to 0.
    static void writeZero(ByteSink to, int type, int local) {
        int kind;
        switch (type) {
            case Frames.INT -> {
                to.u1(CONST_INT);
                kind = 0;
            }
            case Frames.LONG -> {
                to.u1(CONST_LONG);
                kind = 1;
            }
            case Frames.DOUBLE -> {
                to.u1(CONST_DOUBLE);
                kind = 3;
            }
            default -> {
                to.u1(CONST_NULL);
                kind = REFERENCE;
            }
        }
        write(to, STORE + kind, STORE_SHORT + kind * SHORT_LOCALS, local);
    }

    /// Adds to an int local.
    Assembler iinc(int local, int amount) {
        if (!isReachable) {
            return this;
        }
        frames.change(local);
        boolean isWide = local >= BYTE_VALUES || amount != (byte) amount;
        if (isWide) {
            code.u1(WIDE);
        }
        code.u1(IINC);
        if (isWide) {
            code.u2(local);
            code.u2(amount);
        } else {
            code.u1(local);
            code.u1(amount);
        }
        return this;
    }

    // constants

    Assembler loadConstant(int value) {
        if (value >= -1 && value <= 5) {
            return simple(CONST_INT + value, 0, Frames.INT);
        }
        if (!isReachable) {
            return this;
        }
        if (value == (byte) value) {
            code.u1(BIPUSH);
            code.u1(value);
        } else if (value == (short) value) {
            code.u1(SIPUSH);
            code.u2(value);
        } else {
            int index = pool.constants.intEntry(value).index();
            code.u1(index < BYTE_VALUES ? LDC : LDC_W);
            if (index < BYTE_VALUES) {
                code.u1(index);
            } else {
                code.u2(index);
            }
        }
        frames.push(Frames.INT);
        return this;
    }

    Assembler loadConstant(long value) {
        if (value == 0 || value == 1) {
            return simple(CONST_LONG + (int) value, 0, Frames.LONG);
        }
        if (isReachable) {
            wide(pool.number(value), Frames.LONG);
        }
        return this;
    }

    Assembler loadConstant(double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits == 0 || value == 1.0) {
            return simple(CONST_DOUBLE + (int) value, 0, Frames.DOUBLE);
        }
        if (isReachable) {
            wide(pool.constants.doubleEntry(value).index(), Frames.DOUBLE);
        }
        return this;
    }

    private void wide(int index, int type) {
        code.u1(LDC2_W);
        code.u2(index);
        frames.push(type);
    }

    // operand stack

    Assembler dup() {
        if (isReachable) {
            code.u1(DUP);
            frames.push(frames.top());
        }
        return this;
    }

    /// Copies a long or a double, or two values of one slot each.
    Assembler dup2() {
        if (isReachable) {
            code.u1(DUP2);
            int top = frames.top();
            if (Frames.slots(top) == 2) {
                frames.push(top);
            } else {
                frames.pop();
                int below = frames.top();
                frames.push(top);
                frames.push(below);
                frames.push(top);
            }
        }
        return this;
    }

    /// Copies what is on top below the long or double that is next.
    Assembler dup_x2() {
        if (isReachable) {
            code.u1(DUP_X2);
            int top = frames.pop();
            int below = frames.pop();
            frames.push(top);
            frames.push(below);
            frames.push(top);
        }
        return this;
    }

    // arithmetic

    Assembler iadd() {
        return simple(0x60, 2, Frames.INT);
    }

    Assembler isub() {
        return simple(0x64, 2, Frames.INT);
    }

    Assembler imul() {
        return simple(0x68, 2, Frames.INT);
    }

    Assembler idiv() {
        return simple(0x6C, 2, Frames.INT);
    }

    Assembler ineg() {
        return simple(0x74, 1, Frames.INT);
    }

    Assembler iand() {
        return simple(0x7E, 2, Frames.INT);
    }

    Assembler ixor() {
        return simple(0x82, 2, Frames.INT);
    }

    Assembler ladd() {
        return simple(0x61, 2, Frames.LONG);
    }

    Assembler lsub() {
        return simple(0x65, 2, Frames.LONG);
    }

    Assembler lmul() {
        return simple(0x69, 2, Frames.LONG);
    }

    Assembler ldiv() {
        return simple(0x6D, 2, Frames.LONG);
    }

    Assembler lneg() {
        return simple(0x75, 1, Frames.LONG);
    }

    Assembler land() {
        return simple(0x7F, 2, Frames.LONG);
    }

    Assembler lxor() {
        return simple(0x83, 2, Frames.LONG);
    }

    Assembler lshl() {
        return simple(0x79, 2, Frames.LONG);
    }

    Assembler lshr() {
        return simple(0x7B, 2, Frames.LONG);
    }

    Assembler dmul() {
        return simple(0x6B, 2, Frames.DOUBLE);
    }

    Assembler dneg() {
        return simple(0x77, 1, Frames.DOUBLE);
    }

    Assembler lcmp() {
        return simple(0x94, 2, Frames.INT);
    }

    Assembler dcmpl() {
        return simple(0x97, 2, Frames.INT);
    }

    Assembler dcmpg() {
        return simple(0x98, 2, Frames.INT);
    }

    Assembler i2l() {
        return simple(0x85, 1, Frames.LONG);
    }

    Assembler l2i() {
        return simple(0x88, 1, Frames.INT);
    }

    Assembler d2i() {
        return simple(0x8E, 1, Frames.INT);
    }

    Assembler d2l() {
        return simple(0x8F, 1, Frames.LONG);
    }

    Assembler iconst_m1() {
        return simple(0x02, 0, Frames.INT);
    }

    Assembler iconst_0() {
        return simple(0x03, 0, Frames.INT);
    }

    Assembler iconst_1() {
        return simple(0x04, 0, Frames.INT);
    }

    Assembler iconst_2() {
        return simple(0x05, 0, Frames.INT);
    }

    Assembler lconst_0() {
        return simple(0x09, 0, Frames.LONG);
    }

    Assembler lconst_1() {
        return simple(0x0A, 0, Frames.LONG);
    }

    Assembler dconst_0() {
        return simple(0x0E, 0, Frames.DOUBLE);
    }

    Assembler dconst_1() {
        return simple(0x0F, 0, Frames.DOUBLE);
    }

    Assembler aconst_null() {
        return simple(0x01, 0, Frames.NULL);
    }

    Assembler nop() {
        return simple(0x00, 0, Frames.TOP);
    }

    Assembler pop() {
        return simple(0x57, 1, Frames.TOP);
    }

    Assembler pop2() {
        return simple(0x58, 1, Frames.TOP);
    }

    Assembler ifeq(Label target) {
        return branch(0x99, 1, target);
    }

    Assembler ifne(Label target) {
        return branch(0x9A, 1, target);
    }

    Assembler iflt(Label target) {
        return branch(0x9B, 1, target);
    }

    Assembler ifge(Label target) {
        return branch(0x9C, 1, target);
    }

    Assembler ifgt(Label target) {
        return branch(0x9D, 1, target);
    }

    Assembler ifle(Label target) {
        return branch(0x9E, 1, target);
    }

    Assembler if_icmpeq(Label target) {
        return branch(0x9F, 2, target);
    }

    Assembler if_icmpne(Label target) {
        return branch(0xA0, 2, target);
    }

    Assembler if_icmplt(Label target) {
        return branch(0xA1, 2, target);
    }

    Assembler if_icmpge(Label target) {
        return branch(0xA2, 2, target);
    }

    Assembler if_icmpgt(Label target) {
        return branch(0xA3, 2, target);
    }

    Assembler if_icmple(Label target) {
        return branch(0xA4, 2, target);
    }

    /// An instruction without operands that takes two numbers of a kind and leaves one.
    Assembler binary(Opcode opcode, TypeKind kind) {
        return simple(opcode.bytecode(), 2, type(kind));
    }

    /// An instruction without operands that takes a number and leaves one of this kind.
    Assembler convert(Opcode opcode, TypeKind kind) {
        return simple(opcode.bytecode(), 1, type(kind));
    }

    private static int type(TypeKind kind) {
        return switch (kind) {
            case INT -> Frames.INT;
            case LONG -> Frames.LONG;
            case DOUBLE -> Frames.DOUBLE;
            default -> throw new IllegalStateException("no number: " + kind);
        };
    }

    private Assembler simple(int opcode, int popped, int pushed) {
        if (isReachable) {
            code.u1(opcode);
            frames.pop(popped);
            if (pushed != Frames.TOP) {
                frames.push(pushed);
            }
        }
        return this;
    }

    // fields, methods, objects

    Assembler getstatic(ClassDesc owner, String name, ClassDesc type) {
        return isReachable ? use(GETSTATIC, pool.field(GETSTATIC, owner, name, type)) : this;
    }

    Assembler putstatic(ClassDesc owner, String name, ClassDesc type) {
        return isReachable ? use(PUTSTATIC, pool.field(PUTSTATIC, owner, name, type)) : this;
    }

    Assembler getfield(ClassDesc owner, String name, ClassDesc type) {
        return isReachable ? use(GETFIELD, pool.field(GETFIELD, owner, name, type)) : this;
    }

    Assembler putfield(ClassDesc owner, String name, ClassDesc type) {
        return isReachable ? use(PUTFIELD, pool.field(PUTFIELD, owner, name, type)) : this;
    }

    Assembler invokestatic(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(INVOKESTATIC, owner, name, type);
    }

    Assembler invokevirtual(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(INVOKEVIRTUAL, owner, name, type);
    }

    Assembler invokespecial(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(INVOKESPECIAL, owner, name, type);
    }

    Assembler invokeinterface(ClassDesc owner, String name, MethodTypeDesc type) {
        return call(INVOKEINTERFACE, owner, name, type);
    }

    private Assembler call(int opcode, ClassDesc owner, String name, MethodTypeDesc type) {
        if (!isReachable) {
            return this;
        }
        Pool.Site site = pool.method(opcode, owner, name, type);
        use(opcode, site);
        if (opcode == INVOKEINTERFACE) {
            code.u1(site.slots);
            code.u1(0);
        }
        return this;
    }

    private Assembler use(int opcode, Pool.Site site) {
        code.u1(opcode);
        code.u2(site.index);
        frames.pop(site.popped);
        if (site.pushed != Frames.TOP) {
            frames.push(site.pushed);
        }
        return this;
    }

    Assembler checkcast(ClassDesc type) {
        if (isReachable) {
            code.u1(CHECKCAST);
            code.u2(pool.constants.classEntry(type).index());
            frames.pop();
            frames.push(pool.type(type));
        }
        return this;
    }

    // control flow

    Label newLabel() {
        return new Label();
    }

    /// A label that is entered with a thrown object alone on the stack.
    Label newHandler() {
        Label label = new Label();
        label.stack = new int[] {pool.type(ConstantDescs.CD_Throwable)};
        label.isTarget = true;
        return label;
    }

    Label newBoundLabel() {
        Label label = new Label();
        labelBinding(label);
        return label;
    }

    /// The label is here. What only comes here by a jump that is written later has nothing on the
    /// operand stack.
    Assembler labelBinding(Label label) {
        if (label.position != Label.UNBOUND) {
            throw new IllegalStateException("the label is bound at " + label.position);
        }
        label.position = code.size;
        frames.bind(label, isReachable);
        isReachable = true;
        return this;
    }

    Assembler goto_(Label target) {
        if (isReachable) {
            jump(GOTO, target);
            isReachable = false;
        }
        return this;
    }

    private Assembler branch(int opcode, int popped, Label target) {
        if (isReachable) {
            frames.pop(popped);
            jump(opcode, target);
        }
        return this;
    }

    private void jump(int opcode, Label target) {
        if (code.size > ClassWriter.MAX_CODE_BYTES) {
            throw TooLarge.INSTANCE;
        }
        reach(code.size, code.size + 1, target);
        code.u1(opcode);
        code.u2(0);
    }

    private void reach(int instruction, int operand, Label target) {
        frames.branch(target);
        if (branchCount == targets.length) {
            targets = Arrays.copyOf(targets, 2 * branchCount);
            branches = Arrays.copyOf(branches, 4 * branchCount);
        }
        branches[2 * branchCount] = instruction;
        branches[2 * branchCount + 1] = operand;
        targets[branchCount++] = target;
    }

    /// Pops an int and goes to the label of the key that it is, else to `others`. Keys rise.
    Assembler lookupswitch(Label others, int[] keys, Label[] labels) {
        if (!isReachable) {
            return this;
        }
        frames.pop();
        hasSwitch = true;
        int start = code.size;
        code.u1(LOOKUPSWITCH);
        while (code.size % SWITCH_ALIGNMENT != 0) {
            code.u1(0);
        }
        reach(start, -code.size, others);
        code.u4(0);
        code.u4(keys.length);
        for (int i = 0; i < keys.length; i++) {
            code.u4(keys[i]);
            reach(start, -code.size, labels[i]);
            code.u4(0);
        }
        isReachable = false;
        return this;
    }

    Assembler ireturn() {
        return end(RETURN, 1);
    }

    Assembler lreturn() {
        return end(RETURN + 1, 1);
    }

    Assembler dreturn() {
        return end(RETURN + 3, 1);
    }

    Assembler return_(TypeKind kind) {
        return switch (kind) {
            case INT -> ireturn();
            case LONG -> lreturn();
            case DOUBLE -> dreturn();
            default -> throw new IllegalStateException("no number: " + kind);
        };
    }

    Assembler return_() {
        return end(RETURN_VOID, 0);
    }

    Assembler athrow() {
        return end(ATHROW, 1);
    }

    private Assembler end(int opcode, int popped) {
        simple(opcode, popped, Frames.TOP);
        isReachable = false;
        return this;
    }

    /// Whatever is thrown from `start` to `end` leads to `handler`, made by [#newHandler].
    Assembler exceptionCatchAll(Label start, Label end, Label handler) {
        if (start.position < end.position) {
            if (rangeCount + 3 > ranges.length) {
                ranges = Arrays.copyOf(ranges, 2 * ranges.length);
            }
            ranges[rangeCount++] = start;
            ranges[rangeCount++] = end;
            ranges[rangeCount++] = handler;
        }
        return this;
    }

    // the attribute

    private CodeAttribute finish() {
        ByteSink start = new ByteSink(64);
        frames.start(start);
        while (hasSwitch && start.size % SWITCH_ALIGNMENT != 0) {
            start.u1(NOP);
        }
        int bytes = start.size + code.size;
        if (bytes > ClassWriter.MAX_CODE_BYTES) {
            throw TooLarge.INSTANCE;
        }
        patch();
        ByteSink sink = new ByteSink(bytes + 1024);
        sink.u2(frames.maxStack());
        sink.u2(frames.localCount());
        sink.u4(bytes);
        sink.add(start);
        sink.add(code);
        sink.u2(rangeCount / 3);
        for (int i = 0; i < rangeCount; i++) {
            sink.u2(position(ranges[i]) + start.size);
            if (i % 3 == 2) {
                // Catches everything.
                sink.u2(0);
            }
        }
        int count = sink.size;
        sink.u2(1);
        sink.u2(pool.constants.utf8Entry("StackMapTable").index());
        int length = sink.size;
        sink.u4(0);
        sink.u2(0);
        int entries = frames.write(sink, code.size, start.size);
        if (entries > 0) {
            sink.u4At(length, sink.size - length - Integer.BYTES);
            sink.u2At(length + Integer.BYTES, entries);
        } else {
            sink.u2At(count, 0);
            sink.size = count + Short.BYTES;
        }
        return new CodeAttribute(sink.bytes, sink.size);
    }

    private void patch() {
        for (int i = 0; i < branchCount; i++) {
            int operand = branches[2 * i + 1];
            int offset = position(targets[i]) - branches[2 * i];
            if (operand > 0) {
                code.u2At(operand, offset);
            } else {
                code.u4At(-operand, offset);
            }
        }
    }

    private int position(Label label) {
        if (label.position == Label.UNBOUND) {
            throw new IllegalStateException("a label was not bound");
        }
        return label.position;
    }
}
