package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Expr;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.List;

/// Checks what stands behind a point: exports of modules, variants and functions of types, fields
/// and methods of values (language.md 4.10, 7, 8 and 10).
final class Members {
    private final ModuleChecker module;

    Members(ModuleChecker module) {
        this.module = module;
    }

    /// The module, type or unknown name that `e` stands for; null if `e` is a value.
    Binding path(Expr e) {
        if (e instanceof Expr.Name name) {
            Binding found = module.names.find(name.name());
            boolean isPath =
                    found instanceof Binding.OfNamespace
                            || found instanceof Binding.OfType
                            || found instanceof Binding.OfUnknown;
            return isPath ? found : null;
        }
        if (!(e instanceof Expr.Member member) || !(member.base() instanceof Expr.Name name)) {
            return null;
        }
        if (!(module.names.find(name.name()) instanceof Binding.OfNamespace namespace)) {
            return null;
        }
        Binding found = module.imports.export(namespace, member.name(), member.nameSpan());
        boolean isPath = found instanceof Binding.OfType || found instanceof Binding.OfUnknown;
        return isPath ? found : null;
    }

    /// A member that is not called.
    TExpr member(Expr.Member e) {
        Binding base = path(e.base());
        if (base instanceof Binding.OfUnknown) {
            return module.tree.error(e.span());
        }
        if (base instanceof Binding.OfNamespace namespace) {
            Binding export = module.imports.export(namespace, e.name(), e.nameSpan());
            return module.names.value(export, e.span());
        }
        if (base instanceof Binding.OfType type) {
            return ofType(type.declared(), e);
        }
        TExpr value = module.expressions.value(e.base(), null);
        Type type = value.type();
        if (type.isAny()) {
            return module.tree.getMember(e.span(), value, e.name());
        }
        int field = field(type, e.name(), e.nameSpan(), false);
        return field < 0
                ? module.tree.error(e.span())
                : module.tree.getField((StructType) type, e.span(), value, field);
    }

    private TExpr ofType(DeclaredType type, Expr.Member e) {
        int variant = type.isEnum() ? type.enumType().indexOf(e.name()) : -1;
        if (variant >= 0) {
            return module.enums.variant(type, variant, e.span(), e.nameSpan(), null);
        }
        DeclaredType.Member member = type.members().get(e.name());
        if (member == null) {
            module.enums.unknown(type, e.name(), e.nameSpan());
        } else if (member.isMethod()) {
            uncalled(member, e.nameSpan());
        } else {
            return module.names.functionValue(member.function(), e.span());
        }
        return module.tree.error(e.span());
    }

    private void uncalled(DeclaredType.Member member, Span span) {
        String name = member.function().name();
        module.error(
                Code.UNDEFINED,
                span,
                "the method '" + name + "' can only be called",
                Hint.help("write '." + name + "(...)', or a function expression that calls it"),
                ModuleChecker.declaredHere(member.function()));
    }

    /// The number of a field of a value of type `type`; -1 after reporting that there is none.
    int field(Type type, String name, Span span, boolean isTarget) {
        if (type == Type.NEVER) {
            return -1;
        }
        boolean isDeclared = type.kind() == Type.Kind.STRUCT || type.kind() == Type.Kind.ENUM;
        if (!isDeclared) {
            notFound(type, "field", name, span);
            return -1;
        }
        DeclaredType declared = module.program().declared(type);
        int field = type instanceof StructType struct ? struct.indexOf(name) : -1;
        if (field >= 0) {
            return field;
        }
        DeclaredType.Member member = declared.members().get(name);
        if (member != null && !isTarget) {
            uncalled(member, span);
        } else if (declared.isEnum()) {
            module.error(
                    Code.UNDEFINED,
                    span,
                    "a value of the enum '" + type + "' has no field '" + name + "'",
                    Hint.help("its payloads are read by 'match'"),
                    ModuleChecker.declaredHere(declared));
        } else if (!declared.isInvalid()) {
            module.structs.unknownField(declared, name, span);
        }
        return -1;
    }

    /// `member(arguments)`.
    TExpr call(Expr.Call e, Expr.Member member) {
        Binding base = path(member.base());
        if (base instanceof Binding.OfUnknown) {
            return module.calls.skip(e);
        }
        if (base instanceof Binding.OfNamespace namespace) {
            Binding export = module.imports.export(namespace, member.name(), member.nameSpan());
            return module.calls.binding(e, export, member.span());
        }
        if (base instanceof Binding.OfType type) {
            return callOfType(e, member, type.declared());
        }
        TExpr value = module.expressions.value(member.base(), null);
        Type type = value.type();
        if (type.isAny()) {
            module.premature.dynamicCall(module.body().function(), member.name());
            List<TExpr> arguments = new ArrayList<>(e.arguments().size());
            for (int i = 0; i < e.arguments().size(); i++) {
                arguments.add(module.expressions.place(e.arguments().get(i), Type.ANY));
            }
            return module.tree.callMember(e.span(), value, member.name(), arguments);
        }
        boolean isDeclared = type.kind() == Type.Kind.STRUCT || type.kind() == Type.Kind.ENUM;
        if (!isDeclared) {
            if (type != Type.NEVER) {
                notFound(type, "method", member.name(), member.nameSpan());
            }
            return module.calls.skip(e);
        }
        return callOfValue(e, member, value, module.program().declared(type));
    }

    private void notFound(Type type, String what, String name, Span span) {
        String message = "a value of type '" + type + "' has no " + what + " '" + name + "'";
        boolean isBuiltin = Names.builtin(name) != null;
        if (isBuiltin) {
            module.error(
                    Code.UNDEFINED,
                    span,
                    message,
                    Hint.help("it is a function: '" + name + "(value)'"));
        } else {
            module.error(Code.UNDEFINED, span, message);
        }
    }

    private TExpr callOfType(Expr.Call e, Expr.Member member, DeclaredType type) {
        int variant = type.isEnum() ? type.enumType().indexOf(member.name()) : -1;
        if (variant >= 0) {
            return module.enums.variant(type, variant, e.span(), member.nameSpan(), e.arguments());
        }
        DeclaredType.Member function = type.members().get(member.name());
        if (function == null) {
            module.enums.unknown(type, member.name(), member.nameSpan());
            return module.calls.skip(e);
        }
        return module.calls.function(e, function.function(), null);
    }

    private TExpr callOfValue(Expr.Call e, Expr.Member member, TExpr value, DeclaredType type) {
        DeclaredType.Member function = type.members().get(member.name());
        if (function != null && function.isMethod()) {
            return module.calls.function(e, function.function(), value);
        }
        if (function != null) {
            return associated(e, function.function(), value);
        }
        if (type.type() instanceof StructType struct && struct.indexOf(member.name()) >= 0) {
            int field = struct.indexOf(member.name());
            TExpr callee = module.tree.getField(struct, member.span(), value, field);
            return module.calls.value(e, callee);
        }
        unknownMethod(type, member);
        return module.calls.skip(e);
    }

    /// An associated function called through a value, which is evaluated but not passed.
    private TExpr associated(Expr.Call e, TFunction function, TExpr value) {
        TExpr call = module.calls.function(e, function, null);
        boolean hasNoEffect = value instanceof TExpr.Read read && !read.isChecked();
        if (hasNoEffect || call.type() == Type.NEVER) {
            return call;
        }
        Variable kept = module.body().newTemporary(value.type(), value.span());
        return module.tree.select(
                call.type(), e.span(), kept, value, List.of(new TExpr.Case(null, List.of(), call)));
    }

    private void unknownMethod(DeclaredType type, Expr.Member member) {
        if (type.isInvalid()) {
            return;
        }
        String name = member.name();
        Spelling spelling = new Spelling(name);
        for (String known : type.members().keySet()) {
            spelling.consider(known);
        }
        if (type.type() instanceof StructType struct) {
            for (int i = 0; i < struct.fields().size(); i++) {
                spelling.consider(struct.fields().get(i).name());
            }
        } else {
            List<EnumType.Variant> variants = type.enumType().variants();
            for (int i = 0; i < variants.size(); i++) {
                spelling.consider(variants.get(i).name());
            }
        }
        module.misspelt(
                Code.UNDEFINED,
                member.nameSpan(),
                "'" + type.name() + "' has no method '" + name + "'",
                spelling,
                ModuleChecker.declaredHere(type));
    }
}
