package jorus.cli;

import jorus.engine.DeepThread;
import jorus.engine.Priming;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/// The command line of Jorus.
public final class Main {
    private static volatile boolean ownsProcess;

    private Main() {}

    /// Whether this process is a command line of Jorus and nothing else.
    static boolean ownsProcess() {
        return ownsProcess;
    }

    public static void main(String[] arguments) {
        ownsProcess = true;
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Worker worker = new Worker(arguments, new FileInputStream(FileDescriptor.in), out, err);
        worker.isLast = true;
        OnInterrupt hook = new OnInterrupt(worker);
        Runtime.getRuntime().addShutdownHook(hook);
        int code = worker.runToEnd();
        err.flush();
        if (hook.hasBegun || !Boolean.getBoolean("jorus.plain")) {
            System.exit(code);
        }
        // Nothing is left to do for a shutdown hook, and `exit` loads the logging of the JDK to
        // tell who called it, which takes as long as the start of the JVM. With options of the
        // user's there may be agents with hooks of their own, and an interrupt has its exit code.
        Runtime.getRuntime().halt(code);
    }

    /// Runs one command line and gives its exit code; what [#main(String\[\])] does without leaving
    /// the process. The streams are flushed, not closed.
    public static int run(String[] arguments, InputStream in, OutputStream out, PrintStream err) {
        return new Worker(arguments, in, out, err).runToEnd();
    }

    /// Lets an interrupted program flush its output before the process ends with 130.
    private static final class OnInterrupt extends Thread {
        private static final long PATIENCE_MILLIS = 1000;

        private final Worker worker;

        /// Whether the process is ending already.
        private volatile boolean hasBegun;

        OnInterrupt(Worker worker) {
            this.worker = worker;
        }

        @Override
        public void run() {
            hasBegun = true;
            Session session = worker.session;
            if (session != null && worker.isAlive()) {
                session.interrupt();
                try {
                    worker.join(PATIENCE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /// The thread that everything happens on, because only a new thread can have a deep stack.
    private static final class Worker extends DeepThread {
        private final String[] arguments;
        private final InputStream in;
        private final StandardOutput out;
        private final PrintStream err;
        private int code = ExitCode.INTERNAL_ERROR;
        private volatile Session session;

        /// Whether the process ends behind this, and takes all memory with it.
        private boolean isLast;

        Worker(String[] arguments, InputStream in, OutputStream out, PrintStream err) {
            super(null, "jorus");
            this.arguments = QuickParser.complete(arguments);
            this.in = in;
            this.out = new StandardOutput(out);
            this.err = err;
        }

        int runToEnd() {
            start();
            if (isLast && arguments.length > 1 && arguments[0].equals(Command.RUN.text())) {
                // This thread waits anyway, and a process that runs a program begins cold.
                Priming.machine();
            }
            await();
            return code;
        }

        @Override
        public void run() {
            boolean showsTrace = false;
            try {
                Invocation invocation = QuickParser.parse(arguments);
                if (invocation == null) {
                    invocation = PicocliParser.parse(arguments, err);
                }
                if (invocation == null) {
                    code = ExitCode.USAGE;
                    return;
                }
                showsTrace = invocation.has(Flag.DEBUG);
                session = new Session(invocation, in, out, err, isLast);
                code = session.execute();
            } catch (Throwable e) {
                boolean isOutput = e instanceof IOException && out.hasFailed();
                code = isOutput ? ExitCode.SUCCESS : ExitCode.INTERNAL_ERROR;
                if (!isOutput) {
                    reportInternalError(e, showsTrace);
                }
            }
            code = out.exitCode(code, err);
        }

        private void reportInternalError(Throwable error, boolean showsTrace) {
            err.println("jorus: internal error: " + error);
            err.println("This is a fault of Jorus, not of the program. Please report it together");
            err.println("with the program and the output of 'jorus version'.");
            if (showsTrace) {
                error.printStackTrace(err);
            } else {
                err.println("With --debug the Java trace is shown.");
            }
        }
    }
}
