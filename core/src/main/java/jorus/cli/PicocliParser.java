package jorus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.util.List;

/// The full command line: help texts, and complaints with suggestions. Built from [Command] and
/// [Flag], so that it can't disagree with [QuickParser].
final class PicocliParser {
    private static final String NAME = "jorus";
    private static final int WIDTH = 90;

    private PicocliParser() {}

    /// The invocation, or null after a complaint on `err`.
    static Invocation parse(String[] arguments, PrintStream err) {
        CommandLine line = commandLine();
        try {
            return invocation(line.parseArgs(arguments));
        } catch (ParameterException e) {
            err.println("jorus: " + e.getMessage());
            if (!UnmatchedArgumentException.printSuggestions(e, err)) {
                e.getCommandLine().usage(err, CommandLine.Help.Ansi.OFF);
            }
            return null;
        }
    }

    static void usage(PrintStream out) {
        commandLine().usage(out, CommandLine.Help.Ansi.OFF);
    }

    private static CommandLine commandLine() {
        CommandSpec root = CommandSpec.create().name(NAME);
        root.usageMessage()
                .width(WIDTH)
                .description(
                        "Runs programs in Orus, a script language for numeric work.",
                        "'jorus program.orus' is short for 'jorus run program.orus'.")
                .footer(
                        "",
                        "Exit codes: 0 success, 64 bad command line, 65 compile error, rejected"
                                + " image or",
                        "file that can't be read, 70 uncaught runtime error, 71 limit reached,"
                                + " 73 file that",
                        "can't be written, 99 internal error, 130 interrupted.");
        root.addOption(
                OptionSpec.builder("-e")
                        .paramLabel(Command.EVAL.operand())
                        .type(String.class)
                        .description(Command.EVAL.summary())
                        .build());
        root.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        root.addOption(
                OptionSpec.builder("-V", "--version")
                        .type(boolean.class)
                        .arity("0")
                        .description("show the version")
                        .build());
        addFlags(root, Command.EVAL);
        for (Command command : Command.values()) {
            if (command != Command.EVAL) {
                root.addSubcommand(command.text(), subcommand(command));
            }
        }
        return new CommandLine(root);
    }

    private static CommandSpec subcommand(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.text());
        spec.usageMessage().width(WIDTH).description(command.summary());
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        addFlags(spec, command);
        if (command.operand() != null) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .paramLabel(command.operand())
                            .index("0")
                            .arity("1")
                            .required(true)
                            .type(String.class)
                            .description(
                                    command.compiles()
                                            ? "the program, a source text or an image"
                                            : "info or clear")
                            .build());
        }
        return spec;
    }

    private static void addFlags(CommandSpec spec, Command command) {
        for (Flag flag : Flag.values()) {
            if (flag.appliesTo(command)) {
                OptionSpec.Builder option =
                        OptionSpec.builder(flag.text()).description(flag.summary());
                if (flag.operand() == null) {
                    option.type(boolean.class).arity("0");
                } else {
                    option.type(String.class).paramLabel(flag.operand());
                }
                spec.addOption(option.build());
            }
        }
    }

    private static Invocation invocation(ParseResult root) {
        if (root.hasMatchedOption("--version")) {
            return new Invocation(Command.VERSION, null);
        }
        if (root.hasMatchedOption("-e")) {
            return withFlags(Command.EVAL, root.matchedOptionValue("-e", ""), root);
        }
        if (!root.hasSubcommand()) {
            if (root.isUsageHelpRequested()) {
                return new Invocation(Command.HELP, null);
            }
            throw new ParameterException(
                    root.commandSpec().commandLine(), "a command is missing, see below");
        }
        ParseResult sub = root.subcommand();
        Command command = Command.named(sub.commandSpec().name());
        if (sub.isUsageHelpRequested()) {
            return new Invocation(Command.HELP, command.text());
        }
        List<PositionalParamSpec> operands = sub.matchedPositionals();
        String operand = operands.isEmpty() ? null : operands.get(0).getValue();
        return withFlags(command, operand, sub);
    }

    private static Invocation withFlags(Command command, String operand, ParseResult result) {
        Invocation invocation = new Invocation(command, operand);
        for (Flag flag : Flag.values()) {
            if (flag.appliesTo(command) && result.hasMatchedOption(flag.text())) {
                Object value = result.matchedOptionValue(flag.text(), null);
                invocation.set(flag, flag.operand() == null ? null : String.valueOf(value));
            }
        }
        return invocation;
    }

    /// The help of one command.
    static void usage(Command command, PrintStream out) {
        commandLine().getSubcommands().get(command.text()).usage(out, CommandLine.Help.Ansi.OFF);
    }
}
