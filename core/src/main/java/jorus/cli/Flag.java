package jorus.cli;

/// THE option table: the quick parser of `run`, picocli and the documentation derive from it.
enum Flag {
    HEAP("--heap", "SIZE", Scope.EXECUTION, "limit of the program's heap: bytes, or with k, m, g"),
    MAX_STACK("--max-stack", "CALLS", Scope.EXECUTION, "limit of nested calls"),
    FUEL(
            "--fuel",
            "N",
            Scope.EXECUTION,
            "end the run after N loop turns and calls (builtins: per 1,024 elements)"),
    TIMEOUT("--timeout", "TIME", Scope.EXECUTION, "end the run after a time: 500ms, 2s, 5m, 1h"),
    MAX_OUTPUT(
            "--max-output",
            "SIZE",
            Scope.EXECUTION,
            "end the run at so many bytes of output: bytes, or with k, m, g"),
    ENGINE("--engine", "MODE", Scope.EXECUTION, "auto, interp (interpreter alone) or jit"),
    STATS(
            "--stats",
            null,
            Scope.EXECUTION,
            "report times, instructions and memory on stderr at the end"),
    PAIRS(
            "--pairs",
            null,
            Scope.EXECUTION,
            "count which instructions follow each other, on stderr"),
    TRACE("--trace", null, Scope.EXECUTION, "show each instruction with its registers on stderr"),
    DUMP_CLASSES(
            "--dump-classes",
            "DIR",
            Scope.EXECUTION,
            "write the class of each compiled function and loop to this folder"),
    NO_CACHE("--no-cache", null, Scope.EXECUTION, "compile the program even if it has not changed"),
    DEBUG_ALLOC(
            "--debug-alloc",
            null,
            Scope.EXECUTION,
            "look for wrong uses of memory: red zones, poison, quarantine, unclosed arenas"),
    JFR("--jfr", "FILE", Scope.RUNNING, "record the run for Java's flight recorder tools"),
    SITES("--sites", "MODE", Scope.MEMORY, "exact (each allocation, the default) or sampled"),
    INTERVAL("--interval", "TIME", Scope.MEMORY, "between two points of the timeline: 10ms"),
    HTML("--html", "FILE", Scope.MEMORY, "write a page with all of it ('-' for stdout)"),
    RATE("--rate", "N", Scope.SAMPLING, "samples per second: 1000"),
    EVERY("--every", "N", Scope.SAMPLING, "a sample each N loop turns and calls, not by time"),
    INSTRUCTIONS(
            "--instructions",
            null,
            Scope.SAMPLING,
            "count each instruction, in the interpreter; --every counts these"),
    FLAME("--flame", "FILE", Scope.SAMPLING, "write a page with a flame graph ('-' for stdout)"),
    SPEEDSCOPE("--speedscope", "FILE", Scope.SAMPLING, "write a file for speedscope"),
    COLLAPSED("--collapsed", "FILE", Scope.SAMPLING, "write a line per call stack"),
    JSON("--json", "FILE", Scope.PROFILING, "write the report as JSON ('-' for stdout)"),
    OUTPUT("-o", "FILE", Scope.FILE, "the file to write: an image, or a page ('-' for stdout)"),
    STRIP("--strip", null, Scope.IMAGE_FILE, "leave out lines, and names that only reports show"),
    WARNINGS(
            "--warnings",
            "MODE",
            Scope.READING,
            "on, off, or error to refuse programs with warnings"),
    COLOR("--color", "WHEN", Scope.READING, "colour in messages: auto, always or never"),
    DEBUG("--debug", null, Scope.READING, "show the Java trace of an internal error");

    /// Where an option has a meaning.
    enum Scope {
        /// A program is executed.
        EXECUTION,
        /// A program is read.
        READING,
        /// A program is executed, and nothing else watches it.
        RUNNING,
        /// A run is watched.
        PROFILING,
        /// Its memory is.
        MEMORY,
        /// Its time is.
        SAMPLING,
        /// A file is written.
        FILE,
        /// An image file is written.
        IMAGE_FILE
    }

    private final String text;
    private final String operand;
    private final Scope scope;
    private final String summary;

    Flag(String text, String operand, Scope scope, String summary) {
        this.text = text;
        this.operand = operand;
        this.scope = scope;
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
        return switch (scope) {
            case EXECUTION -> command.executes();
            case READING -> command.compiles();
            case RUNNING -> command.executes() && !command.profiles();
            case PROFILING -> command.profiles();
            case MEMORY -> command == Command.MEM;
            case SAMPLING -> command == Command.PROFILE;
            case FILE -> command.writesFile();
            case IMAGE_FILE -> command == Command.COMPILE;
        };
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
