package jorus.cli;

/// The commands of `jorus`, in the order the help lists them.
enum Command {
    RUN("run", "FILE", "run a program or an image ('-' reads it from standard input)"),
    EVAL("-e", "CODE", "compile and run the code given"),
    CHECK("check", "FILE", "compile a program and report its errors without running it"),
    COMPILE("compile", "FILE", "compile a program into an image file, by default FILE.orb"),
    VERIFY("verify", "FILE", "check an image, or a program's, without running it"),
    DISASM("disasm", "FILE", "show the bytecode of a program or an image"),
    STATS("stats", "FILE", "run a program and show what it did, with --pairs its instructions"),
    MEM("mem", "FILE", "run a program and show what its memory is for, and who took it"),
    PROFILE("profile", "FILE", "run a program and show where its time goes"),
    EXPLORE("explore", "FILE", "write a page that shows source, IR and bytecode side by side"),
    VERSION("version", null, "show the version of Jorus and of the Java runtime"),
    HELP("help", null, "show this help");

    private final String text;
    private final String operand;
    private final String summary;

    Command(String text, String operand, String summary) {
        this.text = text;
        this.operand = operand;
        this.summary = summary;
    }

    String text() {
        return text;
    }

    /// What the command works on, or null.
    String operand() {
        return operand;
    }

    String summary() {
        return summary;
    }

    /// Whether a program is executed, so that the limits have a meaning.
    boolean executes() {
        return this == RUN || this == EVAL || this == STATS || profiles();
    }

    /// Whether a run is watched and reported.
    boolean profiles() {
        return this == MEM || this == PROFILE;
    }

    /// Whether the result is a file.
    boolean writesFile() {
        return this == EXPLORE || this == COMPILE;
    }

    /// Whether a program is read at all.
    boolean compiles() {
        return operand != null;
    }

    /// The command of this name, or null.
    static Command named(String name) {
        for (Command command : values()) {
            if (command.text.equals(name)) {
                return command;
            }
        }
        return null;
    }
}
