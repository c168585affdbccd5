package jorus.jit;

import static java.lang.constant.ConstantDescs.CD_long;

import jorus.isa.Bank;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.BitSet;

/// Runs a counted loop in strips: so many turns that no poll comes due among them, in a loop that
/// C2 knows how to optimize. What the turns of a strip count is charged at its end, or where it is
/// left; each strip but the first begins with a poll of its own.
///
/// If all values that `Affine` follows stay in their ranges, the strip is run without checks.
final class Strip {
    private static final ClassDesc CD_MATH = ClassDesc.of("java.lang.Math");

    private final CountedLoop counted;
    private final Writer w;
    private final CodeBuilder c;
    private final Affine affine;
    private final int first;
    private final int last;
    private final Label start;
    private final Label slowHeader;

    Strip(CountedLoop counted, Writer writer, LoopViews views) {
        this.counted = counted;
        w = writer;
        c = writer.code;
        affine = new Affine(counted, writer, views);
        first = w.newInt();
        last = w.newInt();
        start = c.newLabel();
        slowHeader = c.newLabel();
    }

    BitSet blocks() {
        return counted.loop.blocks;
    }

    int header() {
        return counted.loop.header;
    }

    int latch() {
        return counted.latch;
    }

    /// Where a strip begins.
    Label start() {
        return start;
    }

    Label slowHeader() {
        return slowHeader;
    }

    boolean hasSlowVersion() {
        return true;
    }

    boolean isProven(int word) {
        return affine.isProven(word);
    }

    private void counter() {
        w.load(counted.counter, Bank.I32);
    }

    private void limit() {
        if (counted.limit >= 0) {
            w.load(counted.limit, Bank.I32);
        } else {
            c.loadConstant(counted.limitValue);
        }
    }

    /// Decides how far the strip goes, and in which version; goes on in the fast one.
    ///
    /// `last` is the counter's value in the last turn; for `NEXT` it is at least the first one.
    void writeStart() {
        c.labelBinding(start);
        counter();
        c.istore(first);
        limit();
        c.i2l();
        if (!counted.isNext && !counted.isInclusive) {
            c.lconst_1().lsub();
        }
        counter();
        c.i2l().iload(w.polls).i2l().ladd();
        w.call(CD_MATH, "min", CD_long, CD_long, CD_long);
        // At least one turn is made, and the counter can be incremented after the last one.
        c.iload(first).i2l();
        w.call(CD_MATH, "max", CD_long, CD_long, CD_long);
        c.l2i().istore(last);
        c.iload(last).loadConstant(Integer.MAX_VALUE).if_icmpeq(slowHeader);
        affine.write(last, slowHeader);
    }

    /// The branch back within a strip; falls through at its end.
    ///
    /// The fast version increments before it compares, which is the form that C2 looks for.
    void writeLatch(boolean isSlow, Label header) {
        if (!counted.isNext) {
            // The counter has been incremented: the next turn is in the strip if it is up to last.
            counter();
            c.iload(last).if_icmple(header);
        } else if (isSlow) {
            Label done = c.newLabel();
            counter();
            c.iload(last).if_icmpge(done);
            increment(1);
            c.goto_(header);
            c.labelBinding(done);
        } else {
            increment(1);
            counter();
            c.iload(last).if_icmple(header);
        }
    }

    private void increment(int by) {
        counter();
        c.loadConstant(by).iadd();
        w.store(counted.counter, Bank.I32);
    }

    /// After the last turn of a strip: charges all of them.
    void writeDone(boolean isSlow) {
        if (counted.isNext && !isSlow) {
            increment(-1);
        }
        c.iload(w.polls).iload(last).iload(first).isub().isub().istore(w.polls);
    }

    /// Charges the turns before the current one, where a strip is left.
    void charge() {
        c.iload(w.polls);
        counter();
        c.iload(first).isub().isub().istore(w.polls);
    }
}
