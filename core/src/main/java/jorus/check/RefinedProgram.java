package jorus.check;

import jorus.type.Type;

import java.util.List;

/// A program ready to be lowered: all reachable versions by id, the versions of the module
/// functions in the order they run, and the refined types of the module variables.
public final class RefinedProgram {
    private final TProgram program;
    private final List<Version> versions;
    private final List<Version> modules;
    private final Type[] globals;

    RefinedProgram(
            TProgram program, List<Version> versions, List<Version> modules, Type[] globals) {
        this.program = program;
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

    public Type typeOfGlobal(Variable global) {
        return globals[global.index()];
    }
}
