package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.syntax.Function;
import jorus.syntax.Stmt;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks struct literals and the default values of fields (language.md 7).
final class Structs {
    private final ModuleChecker module;

    Structs(ModuleChecker module) {
        this.module = module;
    }

    TExpr literal(Expr.StructLit e) {
        Binding binding = find(e);
        if (!(binding instanceof Binding.OfType type) || type.declared().isEnum()) {
            if (binding != null && !(binding instanceof Binding.OfUnknown)) {
                module.error(
                        Code.UNKNOWN_TYPE,
                        e.nameSpan(),
                        "'" + e.name() + "' is " + binding.description() + " and no struct");
            }
            for (int i = 0; i < e.fields().size(); i++) {
                module.expressions.value(e.fields().get(i).value(), null);
            }
            return module.tree.error(e.span());
        }
        return literal(e, type.declared());
    }

    /// What the name of the literal stands for; null if that was reported.
    private Binding find(Expr.StructLit e) {
        String first = e.module() == null ? e.name() : e.module();
        Binding binding = module.names.find(first);
        if (binding == null) {
            if (module.names.mayBeImported()) {
                return null;
            }
            if (e.module() == null) {
                module.typeNames.undefined(e.nameSpan(), first);
            } else {
                module.names.reportUndefined(first, e.nameSpan());
            }
            return null;
        }
        if (e.module() == null || binding instanceof Binding.OfUnknown) {
            return binding;
        }
        if (binding instanceof Binding.OfNamespace namespace) {
            return module.imports.export(namespace, e.name(), e.nameSpan());
        }
        module.error(
                Code.UNKNOWN_TYPE,
                e.nameSpan(),
                "'" + first + "' is " + binding.description() + " and no module");
        return null;
    }

    private TExpr literal(Expr.StructLit e, DeclaredType type) {
        StructType struct = type.structType();
        int count = struct.fields().size();
        Expr.FieldInit[] given = new Expr.FieldInit[count];
        List<Integer> indexes = new ArrayList<>(count);
        List<TExpr> values = new ArrayList<>(count);
        boolean isValid = !type.isInvalid();
        for (int i = 0; i < e.fields().size(); i++) {
            Expr.FieldInit init = e.fields().get(i);
            int index = struct.indexOf(init.name());
            if (index < 0) {
                unknownField(type, init.name(), init.span());
                module.expressions.value(init.value(), null);
                isValid = false;
                continue;
            }
            if (given[index] != null) {
                module.error(
                        Code.DUPLICATE,
                        init.span(),
                        "the field '" + init.name() + "' is given twice",
                        module.note("it is first given here", given[index].span()));
                isValid = false;
            }
            given[index] = init;
            Type expected = struct.fields().get(index).type();
            indexes.add(index);
            values.add(module.expressions.place(init.value(), expected, fieldNote(type, index)));
        }
        isValid &= !isMissingOne(e, type, given);
        if (!isValid) {
            return module.tree.error(e.span());
        }
        for (int i = 0; i < count; i++) {
            if (given[i] == null) {
                indexes.add(i);
                values.add(defaultValue(type, i, e.span()));
            }
        }
        return module.tree.newStruct(struct, e.span(), indexes, values);
    }

    /// E2009 if a field without default is missing.
    private boolean isMissingOne(Expr.StructLit e, DeclaredType type, Expr.FieldInit[] given) {
        if (type.isInvalid()) {
            return false;
        }
        List<StructType.Field> fields = type.structType().fields();
        StringBuilder missing = new StringBuilder();
        int count = 0;
        for (int i = 0; i < given.length; i++) {
            if (given[i] == null && !fields.get(i).hasDefault()) {
                missing.append(count == 0 ? "'" : ", '").append(fields.get(i).name()).append('\'');
                count++;
            }
        }
        if (count == 0) {
            return false;
        }
        module.error(
                Code.ARITY,
                e.nameSpan(),
                (count == 1 ? "the field " : "the fields ")
                        + missing
                        + " of '"
                        + type.name()
                        + (count == 1 ? "' is missing" : "' are missing"),
                Hint.help("give a value to each field without default"),
                ModuleChecker.declaredHere(type));
        return true;
    }

    /// The default value of a field: a literal, or a call of the function that evaluates it. (The
    /// expression itself, repeated in every literal, could grow without bound.)
    private TExpr defaultValue(DeclaredType type, int field, Span literal) {
        StructType.Field declared = type.structType().fields().get(field);
        Expr value = writtenField(type, field).defaultValue();
        boolean isLiteral =
                NumberLiteral.adaptable(value) != null
                        || value instanceof Expr.BoolLit
                        || value instanceof Expr.StringLit;
        if (isLiteral) {
            Span before = module.tree.showAt(literal);
            TExpr placed = module.expressions.place(value, declared.type());
            module.tree.showAt(before);
            return placed;
        }
        TFunction function = type.defaultOf(declared.name());
        if (function.result() == Type.NEVER) {
            return module.tree.error(literal);
        }
        module.names.note(function);
        return module.tree.call(literal, function, List.of());
    }

    private static Stmt.StructDecl.Field writtenField(DeclaredType type, int field) {
        String name = type.structType().fields().get(field).name();
        List<Stmt.StructDecl.Field> written = type.struct().fields();
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).name().equals(name)) {
                return written.get(i);
            }
        }
        throw new AssertionError(type.name() + " has no field " + name);
    }

    static Hint fieldNote(DeclaredType type, int field) {
        Stmt.StructDecl.Field written = writtenField(type, field);
        Type expected = type.structType().fields().get(field).type();
        return Hint.note(
                "'" + written.name() + "' is declared as '" + expected + "' here",
                type.file(),
                written.span());
    }

    /// E1010 for a field that a struct hasn't.
    void unknownField(DeclaredType type, String name, Span span) {
        Spelling spelling = new Spelling(name);
        List<StructType.Field> fields = type.structType().fields();
        for (int i = 0; i < fields.size(); i++) {
            spelling.consider(fields.get(i).name());
        }
        module.misspelt(
                Code.UNDEFINED,
                span,
                "'" + type.name() + "' has no field '" + name + "'",
                spelling,
                ModuleChecker.declaredHere(type));
    }

    /// Makes the functions of the default values, which are checked whether a literal uses them or
    /// not.
    void declareDefaults(DeclaredType type) {
        List<Stmt.StructDecl.Field> written = type.struct().fields();
        for (int i = 0; i < written.size(); i++) {
            Stmt.StructDecl.Field field = written.get(i);
            if (field.defaultValue() != null && type.defaultOf(field.name()) == null) {
                Function syntax = function(type, field);
                type.addDefault(
                        field.name(), module.functions.newFunction(syntax, syntax.name(), null));
            }
        }
    }

    private static Function function(DeclaredType type, Stmt.StructDecl.Field field) {
        Expr value = field.defaultValue();
        Stmt result = new Stmt.Return(value.span(), List.of(value));
        return new Function(
                field.span(),
                type.name() + "." + field.name(),
                field.span(),
                List.of(),
                field.type(),
                List.of(result));
    }

    /// The statement that declares a struct: its default values see what was declared before it.
    void passDeclaration(DeclaredType type) {
        List<Stmt.StructDecl.Field> written = type.struct().fields();
        for (int i = 0; i < written.size(); i++) {
            Stmt.StructDecl.Field field = written.get(i);
            if (field.defaultValue() != null) {
                module.postponeDefault(function(type, field), type.defaultOf(field.name()));
            }
        }
    }
}
