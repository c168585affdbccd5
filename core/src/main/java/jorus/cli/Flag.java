package jorus.cli;

/// THE option table: the quick parser of `run`, picocli and the documentation derive from it.
enum Flag {
    HEAP("--heap", "SIZE", true, "limit of the program's heap: bytes, or with k, m, g"),
    MAX_STACK("--max-stack", "CALLS", true, "limit of nested calls"),
    FUEL(
            "--fuel",
            "N",
            true,
            "end the run after N loop turns and calls (builtins: per 1,024 elements)"),
    TIMEOUT("--timeout", "TIME", true, "end the run after a time: 500ms, 2s, 5m, 1h"),
    MAX_OUTPUT(
            "--max-output",
            "SIZE",
            true,
            "end the run at so many bytes of output: bytes, or with k, m, g"),
    STATS("--stats", null, true, "report times, instructions and memory on stderr at the end"),
    TRACE("--trace", null, true, "show each instruction with its registers on stderr"),
    WARNINGS("--warnings", "MODE", false, "on, off, or error to refuse programs with warnings"),
    COLOR("--color", "WHEN", false, "colour in messages: auto, always or never"),
    DEBUG("--debug", null, false, "show the Java trace of an internal error");

    private final String text;
    private final String operand;
    private final boolean isForExecution;
    private final String summary;

    Flag(String text, String operand, boolean isForExecution, String summary) {
        this.text = text;
        this.operand = operand;
        this.isForExecution = isForExecution;
        this.summary = summary;
    }

    String text() {
        return text;
    }

    /// Name of the value that follows, or null.
    String operand() {
        return operand;
    }

    String summary() {
        return summary;
    }

    boolean appliesTo(Command command) {
        return isForExecution ? command.executes() : command.compiles();
    }

    /// The flag of this name that `command` knows, or null.
    static Flag named(String name, Command command) {
        for (Flag flag : values()) {
            if (flag.text.equals(name) && flag.appliesTo(command)) {
                return flag;
            }
        }
        return null;
    }
}
