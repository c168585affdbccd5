package jorus.ir;

import jorus.check.RefinedProgram;
import jorus.check.TExpr;
import jorus.check.TFunction;
import jorus.check.TStmt;
import jorus.check.Variable;
import jorus.check.Version;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Decides where module variables live: in a register of their module's main function when no
/// other function mentions them, else in the globals segment; and which are constants.
final class Places {
    /// More registers than this would make the frame of a large script exceed what offsets reach.
    static final int MAX_PROMOTED = 2_000;

    private static final int UNUSED = -1;

    private final RefinedProgram program;
    private final boolean[] isShared;
    private final boolean[] isInLoop;
    private final TExpr.Literal[] constants;
    private final int[] numbers;
    private final int[] flags;
    private final List<IrProgram.Global> globals = new ArrayList<>();

    /// The structs that the program makes objects of.
    private final LinkedHashMap<Type, StructType> structs = new LinkedHashMap<>();

    Places(RefinedProgram program) {
        this.program = program;
        int count = program.program().globals().size();
        isShared = new boolean[count];
        isInLoop = new boolean[count];
        constants = new TExpr.Literal[count];
        numbers = new int[count];
        flags = new int[count];
        java.util.Arrays.fill(numbers, UNUSED);
        java.util.Arrays.fill(flags, UNUSED);
        scan();
        limitPromotion();
    }

    private void scan() {
        boolean[] seen = new boolean[program.program().functions().size()];
        List<Version> versions = program.versions();
        for (int i = 0; i < versions.size(); i++) {
            TFunction function = versions.get(i).function();
            if (!isSeen(seen, function)) {
                new Uses(function).walk(function.body());
            }
        }
    }

    private static boolean isSeen(boolean[] seen, TFunction function) {
        boolean known = seen[function.id()];
        seen[function.id()] = true;
        return known;
    }

    private void limitPromotion() {
        int promoted = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < isShared.length; i++) {
                if (isInLoop[i] == (pass == 0) && !isShared[i] && ++promoted > MAX_PROMOTED) {
                    isShared[i] = true;
                }
            }
        }
    }

    /// Whether the module variable is a register of its module's main function.
    boolean isPromoted(Variable variable) {
        return !isShared[variable.index()];
    }

    /// The value of a module variable that has no other where it is read unchecked, or null.
    TExpr.Literal constant(Variable variable) {
        return constants[variable.index()];
    }

    /// Number of a module variable that is not promoted.
    int global(Variable variable) {
        int index = variable.index();
        if (numbers[index] == UNUSED) {
            numbers[index] = globals.size();
            globals.add(new IrProgram.Global(variable.name(), program.typeOfGlobal(variable)));
        }
        return numbers[index];
    }

    /// Number of the global that is 1 once the variable has a value.
    int flag(Variable variable) {
        int index = variable.index();
        if (flags[index] == UNUSED) {
            flags[index] = globals.size();
            globals.add(new IrProgram.Global(variable.name() + "?", Type.I32));
        }
        return flags[index];
    }

    List<IrProgram.Global> globals() {
        return globals;
    }

    /// The structs of which objects may exist that have a field of this name which may hold a
    /// function, in the order of their declaration.
    List<StructType> withCallable(String field) {
        List<StructType> found = new ArrayList<>(0);
        for (StructType struct : structs.values()) {
            int index = struct.indexOf(field);
            Type type = index < 0 ? Type.VOID : struct.fields().get(index).type();
            if (type.isAny() || type.kind() == Type.Kind.FUNCTION) {
                found.add(struct);
            }
        }
        return found;
    }

    private final class Uses extends TreeWalker {
        private final TFunction function;
        private int loops;

        Uses(TFunction function) {
            this.function = function;
        }

        private void use(Variable variable) {
            if (variable.isModuleLevel()) {
                isShared[variable.index()] |= variable.owner() != function;
                isInLoop[variable.index()] |= loops > 0;
            }
        }

        @Override
        public Void read(TExpr.Read e) {
            use(e.variable());
            return null;
        }

        @Override
        public Void store(TStmt.Store s) {
            use(s.variable());
            Variable variable = s.variable();
            if (variable.isModuleLevel() && !variable.isAssignedLater() && !variable.needsFlag()) {
                Type type = program.typeOfGlobal(variable);
                if (s.value() instanceof TExpr.Literal literal && literal.type() == type) {
                    constants[variable.index()] = literal;
                }
            }
            return super.store(s);
        }

        @Override
        public Void updateElement(TStmt.UpdateElement s) {
            use(s.baseVariable());
            use(s.indexVariable());
            return super.updateElement(s);
        }

        @Override
        public Void newStruct(TExpr.NewStruct e) {
            structs.put(e.type(), (StructType) e.type());
            return super.newStruct(e);
        }

        @Override
        public Void updateField(TStmt.UpdateField s) {
            use(s.baseVariable());
            return super.updateField(s);
        }

        @Override
        public Void updateMember(TStmt.UpdateMember s) {
            use(s.baseVariable());
            return super.updateMember(s);
        }

        @Override
        public Void select(TExpr.Select e) {
            use(e.variable());
            return super.select(e);
        }

        @Override
        public Void whileLoop(TStmt.While s) {
            loops++;
            super.whileLoop(s);
            loops--;
            return null;
        }

        @Override
        public Void forRange(TStmt.ForRange s) {
            loops++;
            use(s.variable());
            super.forRange(s);
            loops--;
            return null;
        }

        @Override
        public Void forEach(TStmt.ForEach s) {
            loops++;
            use(s.variable());
            super.forEach(s);
            loops--;
            return null;
        }
    }
}
