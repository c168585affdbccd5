package jorus.cli;

import java.util.Arrays;

/// One parsed command line.
final class Invocation {
    private final Command command;
    private final String operand;
    private final String[] values = new String[Flag.values().length];
    private final boolean[] given = new boolean[Flag.values().length];

    /// `operand` is null for commands without one.
    Invocation(Command command, String operand) {
        this.command = command;
        this.operand = operand;
    }

    /// Records a flag; the last one wins. `value` is null for flags without one.
    void set(Flag flag, String value) {
        given[flag.ordinal()] = true;
        values[flag.ordinal()] = value;
    }

    /// The same flags with an operand.
    Invocation on(String file) {
        Invocation copy = new Invocation(command, file);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        System.arraycopy(given, 0, copy.given, 0, given.length);
        return copy;
    }

    Command command() {
        return command;
    }

    String operand() {
        return operand;
    }

    boolean has(Flag flag) {
        return given[flag.ordinal()];
    }

    /// The value given with a flag, or `otherwise`.
    String value(Flag flag, String otherwise) {
        return given[flag.ordinal()] ? values[flag.ordinal()] : otherwise;
    }

    /// Same command, operand and flags; for the test that both parsers agree.
    boolean sameAs(Invocation other) {
        return command == other.command
                && (operand == null ? other.operand == null : operand.equals(other.operand))
                && Arrays.equals(given, other.given)
                && Arrays.equals(values, other.values);
    }
}
