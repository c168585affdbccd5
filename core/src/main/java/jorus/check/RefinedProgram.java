package jorus.check;

import jorus.type.Type;

import java.util.List;

/// A program ready to be lowered: all reachable versions by id, the versions of the module
/// functions in the order they run, the refined types of the module variables, and the methods that
/// can be looked up at run time.
public final class RefinedProgram {
    /// A method in its version for function values.
    public record MethodVersion(TProgram.Method method, Version version) {}

    private final TProgram program;
    private final List<Version> versions;
    private final List<Version> modules;
    private final Type[] globals;
    private final List<MethodVersion> methods;

    RefinedProgram(
            TProgram program,
            List<Version> versions,
            List<Version> modules,
            Type[] globals,
            List<MethodVersion> methods) {
        this.program = program;
        this.methods = methods;
        this.versions = versions;
        this.modules = modules;
        this.globals = globals;
    }

    public TProgram program() {
        return program;
    }

    public List<Version> versions() {
        return versions;
    }

    public List<Version> modules() {
        return modules;
    }

    /// The methods of all names that a [TExpr.CallMember] looks up at run time.
    public List<MethodVersion> methods() {
        return methods;
    }

    public Type typeOfGlobal(Variable global) {
        return globals[global.index()];
    }
}
