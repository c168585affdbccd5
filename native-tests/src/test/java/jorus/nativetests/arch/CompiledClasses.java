package jorus.nativetests.arch;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The class files of `memory` and `core` as the build left them, and what they refer to.
final class CompiledClasses {
    /// The top folder of the repository; the build passes it on.
    static final Path ROOT = Path.of(System.getProperty("jorus.root", "..")).normalize();

    private static final List<String> MODULES = List.of("memory", "core");

    /// A class type inside a descriptor or a generic signature.
    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");

    private CompiledClasses() {}

    /// All classes of both modules, without the module descriptors.
    ///
    /// @throws AssertionError if a module has none, because then every rule would hold
    static List<ClassModel> all() throws IOException {
        List<ClassModel> classes = new ArrayList<>();
        for (String module : MODULES) {
            Path folder = ROOT.resolve(module).resolve("target/classes");
            int before = classes.size();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(CompiledClasses::isClass).sorted().toList()) {
                        classes.add(ClassFile.of().parse(file));
                    }
                }
            }
            if (classes.size() == before) {
                throw new AssertionError("no compiled classes in " + folder);
            }
        }
        return classes;
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class")
                && !name.equals("module-info.class")
                && !name.equals("package-info.class");
    }

    /// The class name with dots, as in an import.
    static String name(ClassModel model) {
        return model.thisClass().asInternalName().replace('/', '.');
    }

    /// The package of a class name with dots; empty for the unnamed package.
    static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    /// The names of all classes that the constant pool mentions: owners of called methods, types
    /// in descriptors, generic signatures and annotations. Constants that the compiler copied
    /// leave no trace.
    static Set<String> references(ClassModel model) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type when !type.asInternalName().startsWith("[") ->
                        names.add(type.asInternalName().replace('/', '.'));
                case Utf8Entry text -> {
                    Matcher types = TYPE_IN_DESCRIPTOR.matcher(text.stringValue());
                    while (types.find()) {
                        names.add(types.group(1).replace('/', '.'));
                    }
                }
                default -> {}
            }
        }
        names.remove(name(model));
        return names;
    }
}
