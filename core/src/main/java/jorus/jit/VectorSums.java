package jorus.jit;

import jorus.isa.Bank;
import jorus.jit.VectorLoop.Reduction;
import jorus.jit.VectorValue.Comparison;
import jorus.jit.VectorValue.Kind;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/// Writes what a kernel carries from turn to turn: sums and extremes, lane by lane, combined at the
/// end; but sums of f64 are numbers, to which the lanes are added in their order.
///
/// A sum that traps where it overflows is the same in any order if even the sum of all magnitudes
/// fits; that is estimated by their greatest.
final class VectorSums {
    private final VectorLoop loop;
    private final VectorEmitter emitter;
    private final Assembler c;
    private final ClassDesc self;

    /// Locals of lanes, or of a number, by reduction: what they carry, and the least and the
    /// greatest that was added; -1 where that is not needed.
    private final int[] lanes;

    private final int[] least;
    private final int[] greatest;

    VectorSums(VectorLoop loop, VectorEmitter emitter, Assembler code, ClassDesc self) {
        this.loop = loop;
        this.emitter = emitter;
        this.self = self;
        c = code;
        int count = loop.reductions.size();
        lanes = new int[count];
        least = new int[count];
        greatest = new int[count];
    }

    /// In front of the loop.
    void begin() {
        for (int i = 0; i < lanes.length; i++) {
            Reduction reduction = loop.reductions.get(i);
            least[i] = -1;
            if (reduction.isOrdered()) {
                lanes[i] = c.allocateLocal(TypeKind.DOUBLE);
                pushStart(reduction);
                c.dstore(lanes[i]);
                continue;
            }
            lanes[i] = c.allocateLocal(TypeKind.REFERENCE);
            if (reduction.kind() == Kind.ADD) {
                zero(reduction, lanes[i]);
            } else {
                Bank bank = reduction.amount().bank;
                emitter.broadcast(bank, () -> pushStart(reduction));
                c.astore(lanes[i]);
            }
            if (reduction.isChecked()) {
                least[i] = c.allocateLocal(TypeKind.REFERENCE);
                greatest[i] = c.allocateLocal(TypeKind.REFERENCE);
                zero(reduction, least[i]);
                zero(reduction, greatest[i]);
            }
        }
    }

    private void zero(Reduction reduction, int local) {
        Bank bank = reduction.amount().bank;
        emitter.broadcast(bank, () -> emitter.pushNumber(bank, 0));
        c.astore(local);
    }

    /// Pushes what the register has when the kernel begins.
    private void pushStart(Reduction reduction) {
        TypeKind kind = Writer.kind(reduction.amount().bank);
        c.loadLocal(kind, emitter.parameter(reduction.start()));
    }

    /// At the end of each turn.
    void step() {
        for (int i = 0; i < lanes.length; i++) {
            Reduction reduction = loop.reductions.get(i);
            VectorValue amount = reduction.amount();
            Bank bank = amount.bank;
            if (reduction.isOrdered()) {
                emitter.addInOrder(amount, lanes[i]);
                continue;
            }
            // The amount first: C2 knows its class, and that of what is carried not before.
            if (bank == Bank.F64) {
                boolean isMax = reduction.kind() == Kind.MAX;
                emitter.push(amount);
                c.aload(lanes[i]);
                emitter.push(amount);
                c.aload(lanes[i]);
                emitter.compare(bank, isMax ? Comparison.GT : Comparison.LT);
                emitter.not();
                emitter.blend(bank);
                c.astore(lanes[i]);
                continue;
            }
            combine(amount, name(reduction.kind()), lanes[i]);
            if (least[i] >= 0) {
                combine(amount, "min", least[i]);
                combine(amount, "max", greatest[i]);
            }
        }
    }

    private void combine(VectorValue amount, String name, int local) {
        emitter.push(amount);
        c.aload(local);
        emitter.call(amount.bank, name);
        c.astore(local);
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case ADD -> "add";
            case MIN -> "min";
            case MAX -> "max";
            default -> throw new AssertionError(kind);
        };
    }

    /// Leaves the results in their fields; goes to `fails` if one is not known. `turn` is the local
    /// with the number of turns.
    void end(int turn, Label fails) {
        for (int i = 0; i < lanes.length; i++) {
            if (least[i] >= 0) {
                checkRange(i, turn, fails);
            }
        }
        int[] results = new int[lanes.length];
        for (int i = 0; i < lanes.length; i++) {
            Reduction reduction = loop.reductions.get(i);
            Bank bank = reduction.amount().bank;
            if (reduction.isOrdered()) {
                results[i] = lanes[i];
                continue;
            }
            reduce(lanes[i], bank, reduction.kind());
            if (reduction.kind() == Kind.ADD) {
                pushStart(reduction);
                if (bank == Bank.I32) {
                    c.iadd();
                } else {
                    c.ladd();
                }
            }
            results[i] = c.allocateLocal(Writer.kind(bank));
            c.storeLocal(Writer.kind(bank), results[i]);
            if (bank == Bank.F64) {
                // Which zero, or which of what is no number, came first, lanes do not know.
                c.dload(results[i]).dconst_0().dcmpl().ifeq(fails);
                c.dload(results[i]).dload(results[i]).dcmpl().ifne(fails);
            }
        }
        for (int i = 0; i < lanes.length; i++) {
            Bank bank = loop.reductions.get(i).amount().bank;
            c.loadLocal(Writer.kind(bank), results[i]);
            c.putstatic(self, VectorKernel.result(i), Writer.type(bank));
        }
    }

    /// Whether the start and so many times the greatest magnitude fit.
    private void checkRange(int i, int turn, Label fails) {
        Reduction reduction = loop.reductions.get(i);
        Bank bank = reduction.amount().bank;
        int high = c.allocateLocal(TypeKind.LONG);
        int low = c.allocateLocal(TypeKind.LONG);
        extreme(greatest[i], bank, Kind.MAX, high);
        extreme(least[i], bank, Kind.MIN, low);
        long most = bank == Bank.I32 ? Integer.MAX_VALUE : 1L << 62;
        long largest = bank == Bank.I32 ? Integer.MAX_VALUE : 1L << 31;
        // Products of these and the number of turns are far from overflow.
        for (int bound : new int[] {high, low}) {
            c.lload(bound).loadConstant(largest).lcmp().ifgt(fails);
            c.lload(bound).loadConstant(-largest).lcmp().iflt(fails);
            pushStart(reduction);
            if (bank == Bank.I32) {
                c.i2l();
            } else {
                c.dup2().loadConstant(most / 2).lcmp();
                Label isBelow = c.newLabel();
                c.ifle(isBelow).pop2().goto_(fails);
                c.labelBinding(isBelow);
                c.dup2().loadConstant(-most / 2).lcmp();
                Label isAbove = c.newLabel();
                c.ifge(isAbove).pop2().goto_(fails);
                c.labelBinding(isAbove);
            }
            c.lload(bound).iload(turn).i2l().lmul().ladd();
            if (bound == high) {
                c.loadConstant(most).lcmp().ifgt(fails);
            } else {
                c.loadConstant(-most).lcmp().iflt(fails);
            }
        }
    }

    private void extreme(int local, Bank bank, Kind kind, int to) {
        reduce(local, bank, kind);
        if (bank == Bank.I32) {
            c.i2l();
        }
        c.lstore(to);
    }

    /// Pushes what the lanes of a local combine to.
    private void reduce(int local, Bank bank, Kind kind) {
        emitter.broadcast(bank, () -> emitter.pushNumber(bank, 0));
        c.aload(local);
        if (bank == Bank.F64) {
            // Neither a sum nor an extreme would leave all numbers as they are.
            emitter.pushAll();
            emitter.blend(bank);
        } else {
            emitter.call(bank, "or");
        }
        emitter.reduce(bank, kind.name());
    }
}
