package jorus.check;

import jorus.type.Type;

import java.util.List;

/// A checked program: the main function of each module in the order they run (the program itself
/// last), all functions by id, the module variables by index, and the methods for dynamic calls.
public record TProgram(
        List<TFunction> modules,
        List<TFunction> functions,
        List<Variable> globals,
        List<Method> methods) {
    /// A method (first parameter `self`) of a struct or enum, or an associated function, which does
    /// not get the object that it is called through.
    public record Method(Type owner, String name, TFunction function, boolean isAssociated) {}

    public TProgram(List<TFunction> modules, List<TFunction> functions, List<Variable> globals) {
        this(modules, functions, globals, List.of());
    }
}
