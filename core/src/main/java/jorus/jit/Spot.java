package jorus.jit;

import jorus.isa.Bank;
import jorus.isa.Word;

/// The instruction that is being translated, with its place, and what all kinds of instructions do
/// alike.
final class Spot {
    final Writer w;
    final Stubs stubs;
    final Flow flow;
    final Place place;
    final int temporaryInt;
    final int temporaryLong;
    private final Assembler c;

    /// Index and bits of its word, and the address behind it.
    int at;

    long word;
    long pc;

    /// Distance to the frame of its function.
    int frameShift;

    Spot(Writer writer, Stubs stubs, Flow flow, Place place) {
        w = writer;
        c = writer.code;
        this.stubs = stubs;
        this.flow = flow;
        this.place = place;
        temporaryInt = w.newInt();
        temporaryLong = w.newLong();
    }

    void go(int index) {
        at = index;
        word = flow.words[index];
        pc = flow.pc(index);
        Splice.Site site = flow.site(index);
        frameShift = site == null ? 0 : site.shift;
    }

    int a() {
        return Word.a(word);
    }

    int b() {
        return Word.b(word);
    }

    int c() {
        return Word.c(word);
    }

    /// Before a call of the runtime that may trap, collect or poll.
    void outcall() {
        w.syncPolls();
        w.save(pc, frameShift);
    }

    Label fault(Stubs.Fault fault) {
        return stubs.fault(
                place.block(), place.context(), fault, pc, frameShift, place.beforeFault());
    }

    /// Where `call`, a method of the runtime that gets the machine first, throws; what it seems to
    /// return is `unused`.
    Label trap(Bank unused, Runnable call) {
        long saved = pc;
        int frame = frameShift;
        Runnable before = place.beforeFault();
        return stubs.add(
                place.block(),
                new Runnable() {
                    @Override
                    public void run() {
                        before.run();
                        w.save(saved, frame);
                        w.machine();
                        call.run();
                        if (unused == Bank.I32) {
                            c.pop();
                        } else {
                            c.pop2();
                        }
                        c.aconst_null().athrow();
                    }
                });
    }

    /// Where `call`, a method of the runtime that gets the machine first and may poll, does what
    /// the code up to `end`, the label that `place` has for behind it, can't.
    Label aside(Label end, Runnable call) {
        long saved = pc;
        int frame = frameShift;
        Runnable before = place.beforeFault();
        Label on = place.afterCall(at, end);
        Runnable back = place.takeBack();
        return stubs.add(
                place.block(),
                new Runnable() {
                    @Override
                    public void run() {
                        before.run();
                        w.save(saved, frame);
                        w.machine();
                        call.run();
                        back.run();
                        c.goto_(on);
                    }
                });
    }

    /// Pops an address and loads the ref there, which images may have left unset.
    void loadRef() {
        w.get(Bank.REF);
        c.dup2().lstore(temporaryLong).lconst_0().lcmp().ifeq(fault(Stubs.Fault.UNSET));
        c.lload(temporaryLong);
        w.store(a(), Bank.REF);
    }

    /// Loads the any value `offset` bytes behind the address in the temporary.
    void loadAny(int offset) {
        c.lload(temporaryLong).loadConstant((long) offset).ladd();
        w.get(Bank.I64);
        c.lconst_0().lcmp().ifeq(fault(Stubs.Fault.UNSET));
        w.copyAny(temporaryLong, offset, w.fp, a());
    }
}
