package jorus.cli;

/// Parses the everyday command lines without picocli, which costs 80 to 150 ms at start-up
/// (docs/decisions/0002).
///
/// It knows `run`, `-e` and `version` in their plain forms and gives up on everything else, so that
/// picocli alone words the complaints.
final class QuickParser {
    private QuickParser() {}

    /// The command line, with `run` before a program that stands in the place of the command.
    static String[] complete(String[] arguments) {
        boolean isProgram =
                arguments.length > 0
                        && !arguments[0].startsWith("-")
                        && (arguments[0].endsWith(".orus") || arguments[0].endsWith(".orb"));
        if (!isProgram) {
            return arguments;
        }
        String[] completed = new String[arguments.length + 1];
        completed[0] = Command.RUN.text();
        System.arraycopy(arguments, 0, completed, 1, arguments.length);
        return completed;
    }

    /// The invocation, or null if picocli has to look at it.
    static Invocation parse(String[] arguments) {
        if (arguments.length == 0) {
            return null;
        }
        Command command = Command.named(arguments[0]);
        if (command == Command.VERSION && arguments.length == 1) {
            return new Invocation(command, null);
        }
        if (command == Command.RUN) {
            return flags(command, arguments, 1);
        }
        return arguments[0].startsWith("-") ? flags(Command.EVAL, arguments, 0) : null;
    }

    private static Invocation flags(Command command, String[] arguments, int first) {
        String operand = null;
        Invocation flags = new Invocation(command, null);
        for (int i = first; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean isCode = command == Command.EVAL && argument.equals(Command.EVAL.text());
            boolean isFile =
                    command == Command.RUN && (!argument.startsWith("-") || argument.equals("-"));
            if (isCode || isFile) {
                i += isCode ? 1 : 0;
                if (operand != null || i == arguments.length || isFlag(command, arguments[i])) {
                    return null;
                }
                operand = arguments[i];
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Flag flag = Flag.named(name, command);
            if (flag == null || equals >= 0 && flag.operand() == null) {
                return null;
            }
            String value = null;
            if (flag.operand() != null) {
                if (equals < 0 && i + 1 == arguments.length) {
                    return null;
                }
                value = equals >= 0 ? argument.substring(equals + 1) : arguments[++i];
            }
            flags.set(flag, value);
        }
        return operand == null ? null : flags.on(operand);
    }

    private static boolean isFlag(Command command, String argument) {
        return argument.equals(Command.EVAL.text()) || Flag.named(argument, command) != null;
    }
}
