package jorus.check;

import java.util.List;

/// A checked program: the main function of each module in the order they run (the program itself
/// last), all functions by id, and the module variables by index.
public record TProgram(
        List<TFunction> modules, List<TFunction> functions, List<Variable> globals) {}
