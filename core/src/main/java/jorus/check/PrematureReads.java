package jorus.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which reads of module variables inside functions must be checked (language.md 3.3).
///
/// The calls made by a module's statements are numbered as they stand in the text. A function that
/// no call before number n can reach runs only after whatever has happened before call n; so a
/// read in it needs no check if its variable certainly has a value by then. Making a function a
/// value counts as a call of it.
final class PrematureReads {
    private record Read(TExpr.Read expression, TFunction reader, int settledAt) {}

    private final CallGraph graph;
    private final List<Read> reads = new ArrayList<>();
    // Null stands for a call of any method with the name in `dynamicNames`.
    private final List<TFunction> moduleCalls = new ArrayList<>();
    private final List<String> dynamicNames = new ArrayList<>();

    PrematureReads(CallGraph graph) {
        this.graph = graph;
    }

    /// Notes a call that the current function contains.
    void call(TFunction caller, TFunction callee) {
        if (caller.isModule()) {
            moduleCalls.add(callee);
            dynamicNames.add(null);
        } else {
            graph.call(caller, callee);
        }
    }

    /// Notes a call of a method of a value of type `any`.
    void dynamicCall(TFunction caller, String method) {
        if (caller.isModule()) {
            moduleCalls.add(null);
            dynamicNames.add(method);
        } else {
            graph.dynamicCall(caller, method);
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

    /// Marks the reads that may come too early.
    void decide() {
        if (reads.isEmpty()) {
            return;
        }
        Map<TFunction, Integer> firstCall = firstCalls();
        for (int i = 0; i < reads.size(); i++) {
            Read read = reads.get(i);
            Integer first = firstCall.get(read.reader());
            if (first != null && first < read.settledAt()) {
                read.expression().markChecked();
            }
        }
    }

    /// The number of the first call that may reach a function, for those that are reached.
    private Map<TFunction, Integer> firstCalls() {
        Map<TFunction, Integer> firstCall = new HashMap<>();
        Set<String> followed = new HashSet<>();
        ArrayDeque<TFunction> work = new ArrayDeque<>();
        // In the order of the calls, so the first number that reaches a function is the smallest.
        for (int call = 0; call < moduleCalls.size(); call++) {
            if (moduleCalls.get(call) != null) {
                work.add(moduleCalls.get(call));
            } else {
                addMethods(dynamicNames.get(call), followed, work);
            }
            while (!work.isEmpty()) {
                TFunction reached = work.removeLast();
                if (firstCall.containsKey(reached)) {
                    continue;
                }
                firstCall.put(reached, call);
                work.addAll(graph.callees(reached));
                List<String> names = graph.dynamicCalls(reached);
                for (int i = 0; i < names.size(); i++) {
                    addMethods(names.get(i), followed, work);
                }
            }
        }
        return firstCall;
    }

    private void addMethods(String name, Set<String> followed, ArrayDeque<TFunction> work) {
        if (followed.add(name)) {
            work.addAll(graph.methods(name));
        }
    }
}
