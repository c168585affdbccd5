package jorus.jit;

import jorus.memory.layout.Memory;
import jorus.runtime.CompiledFunction;
import jorus.runtime.CompiledLoop;

/// The class loader of one program's compiled code: a function is compiled when a call to it is
/// first resolved.
///
/// Its lock is that of the translator, and the JVM does not take it: else compiled code would wait
/// for what is translated beside it as soon as it first mentions a class of the runtime.
final class CompiledClasses extends ClassLoader {
    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final Jit jit;

    CompiledClasses(Jit jit) {
        super("jorus-compiled", CompiledClasses.class.getClassLoader());
        this.jit = jit;
        Module core = CompiledClasses.class.getModule();
        if (core.isNamed()) {
            core.addExports("jorus.runtime", getUnnamedModule());
            Memory.exportTo(getUnnamedModule());
        }
    }

    /// Compiles and links a function.
    void resolve(int function) {
        try {
            loadClass(Names.PACKAGE + ".F" + function);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("every function has a class", e);
        }
    }

    /// The parents are not asked for compiled classes: they would open their jars to look.
    @Override
    protected Class<?> loadClass(String name, boolean resolves) throws ClassNotFoundException {
        if (!name.startsWith(Names.PACKAGE + ".")) {
            return super.loadClass(name, resolves);
        }
        synchronized (this) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String prefix = Names.PACKAGE + ".F";
        if (!name.startsWith(prefix)) {
            throw new ClassNotFoundException(name);
        }
        int function = Integer.parseInt(name, prefix.length(), name.length(), 10);
        byte[] bytes = jit.functionClass(function);
        jit.dump(name, bytes);
        Class<?> defined = defineClass(name, bytes, 0, bytes.length);
        if (CompiledFunction.class.isAssignableFrom(defined)) {
            jit.defined(function, (CompiledFunction) make(defined));
        }
        return defined;
    }

    CompiledLoop defineLoop(byte[] bytes, int number) {
        String name = Names.PACKAGE + ".L" + number;
        jit.dump(name, bytes);
        return (CompiledLoop) make(defineClass(name, bytes, 0, bytes.length));
    }

    /// Any thread.
    VectorWarmer defineKernel(byte[] bytes, int number) {
        String name = Names.PACKAGE + ".V" + number;
        return (VectorWarmer) make(defineClass(name, bytes, 0, bytes.length));
    }

    private static Object make(Class<?> defined) {
        try {
            return defined.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(defined.getName() + " cannot be made", e);
        }
    }
}
