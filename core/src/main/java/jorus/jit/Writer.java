package jorus.jit;

import static jorus.jit.Names.*;

import jorus.isa.Bank;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;

/// Writes the code of one method: registers as locals, and access to memory.
///
/// The machine is local 0 and the frame pointer local 1 in every method; functions that are inlined
/// into it have frame pointers of their own.
final class Writer {
    static final int MACHINE = 0;
    private static final int FP = 1;

    /// The bits that an address has.
    static final long ADDRESS = (1L << 48) - 1;

    final Assembler code;
    private final Registers registers;
    private final java.util.BitSet homed;
    private int[] locals;

    /// By register; null where it is no constant.
    private Runnable[] constants = {};

    private int[] known = {};
    private IntConsumer pushKnown;

    private int anyWord = -1;

    /// Local of the frame pointer.
    final int fp;

    /// Local of the budget for calls; -1 if there is none.
    int budget = -1;

    /// Local of the countdown to the next poll; -1 if the machine's own is used.
    int polls = -1;

    /// `homed` registers are written to the frame as well.
    Writer(Assembler code, Registers registers, java.util.BitSet homed) {
        this(code, FP, registers, homed);
    }

    Writer(Assembler code, int fp, Registers registers, java.util.BitSet homed) {
        this.code = code;
        this.fp = fp;
        this.registers = registers;
        this.homed = homed;
        locals = new int[registers.count()];
        java.util.Arrays.fill(locals, -1);
    }

    static TypeKind kind(Bank bank) {
        return switch (bank) {
            case I32 -> TypeKind.INT;
            case I64, REF -> TypeKind.LONG;
            case F64 -> TypeKind.DOUBLE;
            case ANY -> throw new AssertionError("any values stay in memory");
        };
    }

    static ClassDesc type(Bank bank) {
        return switch (bank) {
            case I32 -> ConstantDescs.CD_int;
            case I64, REF -> ConstantDescs.CD_long;
            case F64 -> ConstantDescs.CD_double;
            case ANY -> throw new AssertionError("any values stay in memory");
        };
    }

    // locals

    /// Says that the register is the local `local`, a parameter.
    void bind(int register, int local) {
        locals[register] = local;
    }

    /// Says that the register always holds the number that `push` pushes. It is no local: what the
    /// JVM enters in the middle, it would take for unknown.
    void define(int register, Runnable push) {
        if (register >= constants.length) {
            constants = java.util.Arrays.copyOf(constants, registers.count());
        }
        constants[register] = push;
    }

    /// Says that registers hold numbers here, besides their locals, as [EntryConstants#at] does:
    /// `push` is given the word to push one.
    void know(int[] known, IntConsumer push) {
        this.known = known;
        pushKnown = push;
    }

    int local(int register) {
        if (register >= locals.length) {
            int known = locals.length;
            locals = java.util.Arrays.copyOf(locals, registers.count());
            java.util.Arrays.fill(locals, known, locals.length, -1);
        }
        if (locals[register] < 0) {
            locals[register] = code.allocateLocal(kind(registers.get(register).bank()));
        }
        return locals[register];
    }

    int newLong() {
        return code.allocateLocal(TypeKind.LONG);
    }

    int newInt() {
        return code.allocateLocal(TypeKind.INT);
    }

    /// Whether a register is known to hold one number here.
    boolean isConstant(int offset, Bank bank) {
        int register = registers.number(offset, bank);
        boolean isDefined = register < constants.length && constants[register] != null;
        return isDefined || EntryConstants.word(known, register) >= 0;
    }

    /// Pushes the register at `offset`.
    void load(int offset, Bank bank) {
        int register = registers.number(offset, bank);
        Runnable constant = register < constants.length ? constants[register] : null;
        int word = constant == null ? EntryConstants.word(known, register) : -1;
        if (constant != null) {
            constant.run();
        } else if (word >= 0) {
            pushKnown.accept(word);
        } else {
            code.loadLocal(kind(bank), local(register));
        }
    }

    /// Pops into the register at `offset`, and its slot if the collector looks there.
    void store(int offset, Bank bank) {
        int register = registers.number(offset, bank);
        code.storeLocal(kind(bank), local(register));
        if (homed.get(register)) {
            writeHome(register);
        }
    }

    /// Gives a register a value that is never read.
    void clear(int register) {
        TypeKind kind = kind(registers.get(register).bank());
        switch (kind) {
            case INT -> code.iconst_0();
            case LONG -> code.lconst_0();
            default -> code.dconst_0();
        }
        code.storeLocal(kind, local(register));
    }

    boolean isHomed(int register) {
        return homed.get(register);
    }

    /// Writes a register to its slot in the frame.
    void writeHome(int register) {
        Registers.Register at = registers.get(register);
        startPut(at.bank());
        address(at.offset());
        code.loadLocal(kind(at.bank()), local(register));
        put(at.bank());
    }

    /// Reads a register from its slot in the frame.
    void readHome(int register) {
        Registers.Register at = registers.get(register);
        address(at.offset());
        get(at.bank());
        code.storeLocal(kind(at.bank()), local(register));
    }

    // memory

    /// Pushes the address `offset` bytes behind the frame pointer.
    void address(int offset) {
        code.lload(fp).loadConstant((long) offset).ladd();
    }

    /// Pushes the method `name` of [jorus.runtime.Handles], which `invoke` calls with what is
    /// pushed next.
    void handle(String name) {
        code.getstatic(CD_HANDLES, name, CD_METHOD_HANDLE);
    }

    void invoke(MethodTypeDesc type) {
        code.invokevirtual(CD_METHOD_HANDLE, "invokeExact", type);
    }

    /// Pops an address, pushes the value of this bank there.
    void get(Bank bank) {
        access(bank).load(code);
        if (bank == Bank.REF) {
            maskAddress();
        }
    }

    /// Pops an address, pushes the byte there, 0 to 255.
    void getByte() {
        Access.I8.load(code);
        code.loadConstant(0xFF).iand();
    }

    /// Tells C2 that the long on the stack is an address: what lies near is then known to be in the
    /// segment behind `Memory`.
    void maskAddress() {
        code.loadConstant(ADDRESS).land();
    }

    /// To be called before an address, a value of this bank, and `put`.
    void startPut(Bank bank) {
        access(bank).startStore(code);
    }

    /// Pops a value of this bank, the address below it, and what `startPut` has pushed.
    void put(Bank bank) {
        access(bank).store(code);
    }

    private static Access access(Bank bank) {
        return switch (bank) {
            case I32 -> Access.I32;
            case I64, REF -> Access.I64;
            case F64 -> Access.F64;
            case ANY -> throw new AssertionError();
        };
    }

    /// Copies an any value; each address is a local plus an offset. The places may overlap, so both
    /// words are read first.
    void copyAny(int fromLocal, long from, int toLocal, long to) {
        startPut(Bank.I64);
        code.lload(toLocal).loadConstant(to + 8).ladd();
        startPut(Bank.I64);
        code.lload(toLocal).loadConstant(to).ladd();
        code.lload(fromLocal).loadConstant(from).ladd();
        get(Bank.I64);
        code.lload(fromLocal).loadConstant(from + 8).ladd();
        get(Bank.I64);
        code.lstore(anyWord());
        put(Bank.I64);
        code.lload(anyWord());
        put(Bank.I64);
    }

    private int anyWord() {
        if (anyWord < 0) {
            anyWord = newLong();
        }
        return anyWord;
    }

    void machine() {
        code.aload(MACHINE);
    }

    void machineLong(String field) {
        code.aload(MACHINE).getfield(CD_MACHINE, field, ConstantDescs.CD_long);
    }

    void call(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
        code.invokestatic(owner, name, MethodTypeDesc.of(result, parameters));
    }

    // what the machine knows

    /// Remembers the place of an instruction, before anything that may trap or collect.
    void save(long pc) {
        save(pc, 0);
    }

    /// The same, in the frame `shift` bytes behind the frame pointer.
    void save(long pc, int shift) {
        code.aload(MACHINE).loadConstant(pc);
        frame(shift);
        code.invokevirtual(CD_MACHINE, "save", MTD_SAVE);
    }

    /// Pushes the address of the frame `shift` bytes behind the frame pointer.
    void frame(int shift) {
        code.lload(fp);
        if (shift > 0) {
            code.loadConstant((long) shift).ladd();
        }
    }

    /// Gives the countdown to the machine, before anything that may poll or leave.
    void syncPolls() {
        if (polls >= 0) {
            code.aload(MACHINE).iload(polls).putfield(CD_MACHINE, "polls", ConstantDescs.CD_int);
        }
    }

    /// Counts a poll at the address `pc` with the method `count` of [jorus.runtime.Polls].
    void countPolls(String count, long pc) {
        code.iload(polls).aload(MACHINE).loadConstant(pc).lload(fp);
        code.invokestatic(CD_POLLS, count, MTD_COUNT).istore(polls);
    }

    /// The same with a branch of its own, which C2 need not inline, and goes to `target`, or to
    /// `due` if the poll is: for turns so short that a call would be felt, and so many that a poll
    /// is soon due.
    void countTurn(Label due, Label target) {
        code.iinc(polls, -1).iload(polls).iflt(due).goto_(target);
    }

    /// Polls at the address `pc` and goes to `target`.
    void poll(long pc, Label target) {
        syncPolls();
        save(pc);
        machine();
        code.invokevirtual(CD_MACHINE, "pollTurn", MTD_VOID);
        reloadPolls();
        code.goto_(target);
    }

    /// Makes sure that `needed` polls are left before the instruction that ends at the address
    /// `pc`, unless fuel is short.
    void refillPolls(int needed, long pc) {
        code.iload(polls).loadConstant(needed).aload(MACHINE).loadConstant(pc).lload(fp);
        code.invokestatic(CD_POLLS, "refill", MTD_REFILL).istore(polls);
    }

    /// Takes the countdown back from the machine.
    void reloadPolls() {
        if (polls >= 0) {
            code.aload(MACHINE).getfield(CD_MACHINE, "polls", ConstantDescs.CD_int).istore(polls);
        }
    }
}
