package jorus.nativetests.arch;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.Set;
import java.util.TreeSet;

/// What compiled code must not contain, whatever the source looks like.
class BytecodeRulesTest {
    private static final Set<String> MAY_MAKE_SEGMENTS =
            Set.of("jorus.memory.layout", "jorus.memory.arena");

    @Test
    void only_layout_and_arena_make_segments_out_of_addresses() throws IOException {
        Set<String> found = new TreeSet<>();
        for (ClassModel model : CompiledClasses.all()) {
            String name = CompiledClasses.name(model);
            if (MAY_MAKE_SEGMENTS.contains(CompiledClasses.packageOf(name))) {
                continue;
            }
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member && makesMemory(member)) {
                    found.add(name + " calls " + describe(member));
                }
            }
        }
        assertNone("memory made outside " + MAY_MAKE_SEGMENTS, found);
    }

    private static boolean makesMemory(MemberRefEntry member) {
        String method = member.name().stringValue();
        return switch (member.owner().asInternalName()) {
            case "java/lang/foreign/MemorySegment" ->
                    method.equals("reinterpret") || method.equals("ofAddress");
            case "java/lang/foreign/Arena" -> method.startsWith("of") || method.equals("global");
            default -> false;
        };
    }

    private static String describe(MemberRefEntry member) {
        String owner = member.owner().asInternalName();
        return owner.substring(owner.lastIndexOf('/') + 1) + '.' + member.name().stringValue();
    }

    @Test
    void nothing_uses_unsafe_or_jdk_internals() throws IOException {
        Set<String> found = new TreeSet<>();
        for (ClassModel model : CompiledClasses.all()) {
            for (String reference : CompiledClasses.references(model)) {
                if (reference.startsWith("sun.") || reference.startsWith("jdk.internal.")) {
                    found.add(CompiledClasses.name(model) + " uses " + reference);
                }
            }
        }
        assertNone("uses of JDK internals", found);
    }

    /// The first regular expression of a run costs milliseconds; the command line's other
    /// subcommands may pay them.
    @Test
    void regular_expressions_stay_in_the_command_line() throws IOException {
        Set<String> found = new TreeSet<>();
        for (ClassModel model : CompiledClasses.all()) {
            String name = CompiledClasses.name(model);
            for (String reference : CompiledClasses.references(model)) {
                if (reference.startsWith("java.util.regex.")
                        && !CompiledClasses.packageOf(name).equals("jorus.cli")) {
                    found.add(name + " uses " + reference);
                }
            }
        }
        assertNone("uses of java.util.regex", found);
    }

    /// A lambda or a string concatenation by invokedynamic allocates, and links on first use. The
    /// methods that every record has are exempt: nobody calls them in the loop.
    @Test
    void the_interpreter_has_no_invokedynamic() throws IOException {
        Set<String> found = new TreeSet<>();
        for (ClassModel model : CompiledClasses.all()) {
            String name = CompiledClasses.name(model);
            if (!CompiledClasses.packageOf(name).equals("jorus.interp")) {
                continue;
            }
            for (MethodModel method : model.methods()) {
                method.code().ifPresent(code -> addDynamicCalls(name, method, code, found));
            }
        }
        assertNone("invokedynamic in jorus.interp", found);
    }

    private static void addDynamicCalls(
            String className, MethodModel method, Iterable<CodeElement> code, Set<String> found) {
        for (CodeElement element : code) {
            if (element instanceof InvokeDynamicInstruction call) {
                String bootstrap = call.bootstrapMethod().owner().displayName();
                if (!bootstrap.equals("ObjectMethods")) {
                    String where = className + '.' + method.methodName().stringValue();
                    found.add(where + " links through " + bootstrap);
                }
            }
        }
    }

    private static void assertNone(String what, Set<String> found) {
        if (!found.isEmpty()) {
            fail(what + ":\n  " + String.join("\n  ", found));
        }
    }
}
