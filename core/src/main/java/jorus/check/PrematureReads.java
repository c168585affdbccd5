package jorus.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decides which reads of module variables inside functions must be checked (language.md 3.3).
///
/// The calls made by a module's statements are numbered as they stand in the text. A function that
/// no call before number n can reach runs only after whatever has happened before call n; so a
/// read in it needs no check if its variable certainly has a value by then.
final class PrematureReads {
    private static final int NEVER_CALLED = Integer.MAX_VALUE;

    private record Read(TExpr.Read expression, TFunction reader, int settledAt) {}

    private record Edge(TFunction caller, TFunction callee) {}

    private final List<Read> reads = new ArrayList<>();
    private final List<TFunction> moduleCalls = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    /// Notes a call that the current function contains.
    void call(TFunction caller, TFunction callee) {
        if (caller.isModule()) {
            moduleCalls.add(callee);
        } else {
            edges.add(new Edge(caller, callee));
        }
    }

    /// How many calls the statements of the module contain up to here.
    int callCount() {
        return moduleCalls.size();
    }

    /// Notes a read in `reader` of a variable that has a value once `settledAt` calls were made.
    void read(TExpr.Read expression, TFunction reader, int settledAt) {
        reads.add(new Read(expression, reader, settledAt));
    }

    /// Marks the reads that may come too early; `functionCount` bounds the function ids.
    void decide(int functionCount) {
        if (reads.isEmpty()) {
            return;
        }
        int[] firstCall = firstCalls(functionCount);
        for (int i = 0; i < reads.size(); i++) {
            Read read = reads.get(i);
            if (firstCall[read.reader().id()] < read.settledAt()) {
                read.expression().markChecked();
            }
        }
    }

    private int[] firstCalls(int functionCount) {
        int[] firstCall = new int[functionCount];
        Arrays.fill(firstCall, NEVER_CALLED);
        List<List<TFunction>> callees = new ArrayList<>(functionCount);
        for (int i = 0; i < functionCount; i++) {
            callees.add(null);
        }
        for (int i = 0; i < edges.size(); i++) {
            int caller = edges.get(i).caller().id();
            if (callees.get(caller) == null) {
                callees.set(caller, new ArrayList<>());
            }
            callees.get(caller).add(edges.get(i).callee());
        }
        // In the order of the calls, so the first number that reaches a function is the smallest.
        ArrayDeque<TFunction> work = new ArrayDeque<>();
        for (int call = 0; call < moduleCalls.size(); call++) {
            work.add(moduleCalls.get(call));
            while (!work.isEmpty()) {
                TFunction reached = work.removeLast();
                if (firstCall[reached.id()] != NEVER_CALLED) {
                    continue;
                }
                firstCall[reached.id()] = call;
                List<TFunction> next = callees.get(reached.id());
                if (next != null) {
                    work.addAll(next);
                }
            }
        }
        return firstCall;
    }
}
