package jorus.cli;

/// The exit codes of `jorus` (language.md 9.1; README.md, "Exit codes").
final class ExitCode {
    static final int SUCCESS = 0;
    static final int USAGE = 64;
    static final int COMPILE_ERROR = 65;
    static final int RUNTIME_ERROR = 70;
    static final int LIMIT_REACHED = 71;
    static final int CANNOT_WRITE = 73;
    static final int INTERNAL_ERROR = 99;

    private ExitCode() {}
}
