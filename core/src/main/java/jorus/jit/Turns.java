package jorus.jit;

/// The number of turns of a strip's fast version, and how they are counted: in a form that C2 knows
/// as that of a counted loop, also where the JVM enters it in the middle.
///
/// There C2 knows nothing of the loop's locals, so it must not take it for counted: the counter
/// could overflow in the first turn. But because of a test that is the same in all turns, it makes
/// the first turn by itself, and the others are counted: each has been compared with the end, which
/// is masked to be small. Elsewhere C2 sees what both would do, and drops them.
final class Turns {
    private final Writer w;
    private final Assembler c;
    private final int turn;
    private final int turns;
    private final Label done;
    private boolean isDoneBound;

    /// `turn` is the local of the number of the current turn.
    Turns(Writer writer, int turn) {
        w = writer;
        c = writer.code;
        this.turn = turn;
        turns = w.newInt();
        done = c.newLabel();
    }

    /// Pops how many turns follow the first one.
    void store() {
        c.iconst_1().iadd().loadConstant(Pointers.MAX_TURNS).iand().istore(turns);
    }

    /// Above the turn: a test that never ends the strip.
    void writeTest() {
        c.iload(turns).iflt(done);
    }

    /// Counts a turn, and goes to `header` if it was not the last; at each of a loop's ends.
    void writeNext(Label header) {
        c.iinc(turn, 1).iload(turn);
        c.iload(turns).loadConstant(Pointers.MAX_TURNS).iand().if_icmplt(header);
        if (!isDoneBound) {
            c.labelBinding(done);
            isDoneBound = true;
        }
    }

    /// Takes all turns but the first off the countdown.
    void charge() {
        c.iload(w.polls).iload(turns).isub().iconst_1().iadd().istore(w.polls);
    }
}
