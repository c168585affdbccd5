package jorus.check;

import jorus.source.Code;
import jorus.source.Diagnostic.Hint;
import jorus.source.Span;
import jorus.syntax.Function;
import jorus.syntax.Stmt;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Declares structs, enums and the functions of `impl` blocks (language.md 7 and 8).
///
/// All are visible in the whole suite: first the names of its types are bound, then fields and
/// payloads get their types, then the signatures of methods.
final class TypeDeclarations {
    private final ModuleChecker module;
    private final RecordSize sizes;
    // Keyed by identity: records of the syntax tree would hash all they hold.
    private final Map<Stmt, DeclaredType> declared = new IdentityHashMap<>();
    private final Map<Function, DeclaredType.Member> members = new IdentityHashMap<>();

    TypeDeclarations(ModuleChecker module) {
        this.module = module;
        sizes = new RecordSize(module);
    }

    void declareSuite(List<Stmt> statements) {
        List<DeclaredType> types = new ArrayList<>(0);
        boolean hasImpl = false;
        for (int i = 0; i < statements.size(); i++) {
            Stmt statement = statements.get(i);
            hasImpl |= statement instanceof Stmt.ImplDecl;
            if (statement instanceof Stmt.StructDecl struct) {
                types.add(bind(struct, DeclaredType.ofStruct(struct, module)));
            } else if (statement instanceof Stmt.EnumDecl enumeration) {
                types.add(bind(enumeration, DeclaredType.ofEnum(enumeration, module)));
            }
        }
        for (int i = 0; i < types.size(); i++) {
            DeclaredType type = types.get(i);
            if (type.isEnum()) {
                completeEnum(type);
            } else {
                completeStruct(type);
            }
        }
        for (int i = 0; hasImpl && i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.ImplDecl impl) {
                declareMembers(impl);
            }
        }
    }

    private DeclaredType bind(Stmt declaration, DeclaredType type) {
        module.program().declare(type);
        declared.put(declaration, type);
        Scope scope = module.body().scope();
        Binding known = scope.find(type.name());
        if (known != null) {
            module.functions.reportDuplicate(type.name(), known, type.span());
        } else {
            scope.bind(type.name(), new Binding.OfType(type.name(), type.span(), type));
        }
        return type;
    }

    private void completeStruct(DeclaredType type) {
        List<Stmt.StructDecl.Field> written = type.struct().fields();
        List<StructType.Field> fields = new ArrayList<>(written.size());
        Map<String, Span> seen = new HashMap<>();
        for (int i = 0; i < written.size(); i++) {
            Stmt.StructDecl.Field field = written.get(i);
            Span earlier = seen.putIfAbsent(field.name(), field.span());
            if (earlier != null) {
                type.markInvalid();
                module.error(
                        Code.DUPLICATE,
                        field.span(),
                        "'" + type.name() + "' already has a field '" + field.name() + "'",
                        module.note("'" + field.name() + "' is first declared here", earlier));
                continue;
            }
            Type found = module.typeNames.resolve(field.type());
            fields.add(new StructType.Field(field.name(), found, field.defaultValue() != null));
        }
        type.structType().complete(fields);
        sizes.checkStruct(type, fields);
        module.structs.declareDefaults(type);
    }

    private void completeEnum(DeclaredType type) {
        Stmt.EnumDecl written = type.enumeration();
        List<EnumType.Variant> variants = new ArrayList<>(written.variants().size());
        Map<String, Span> seen = new HashMap<>();
        for (int i = 0; i < written.variants().size(); i++) {
            Stmt.EnumDecl.Variant variant = written.variants().get(i);
            Span earlier = seen.putIfAbsent(variant.name(), variant.span());
            if (earlier != null) {
                type.markInvalid();
                module.error(
                        Code.DUPLICATE,
                        variant.span(),
                        "'" + type.name() + "' already has a variant '" + variant.name() + "'",
                        module.note("'" + variant.name() + "' is first declared here", earlier));
                continue;
            }
            List<String> names = new ArrayList<>(variant.payloads().size());
            List<Type> payloads = new ArrayList<>(variant.payloads().size());
            for (int j = 0; j < variant.payloads().size(); j++) {
                Stmt.EnumDecl.Payload payload = variant.payloads().get(j);
                names.add(payload.name());
                payloads.add(
                        module.typeNames.resolvePayload(payload.type(), written.typeParameters()));
            }
            EnumType.Variant complete = new EnumType.Variant(variant.name(), names, payloads);
            sizes.checkVariant(type, complete, variant.span());
            variants.add(complete);
        }
        type.enumType().complete(variants);
    }

    private void declareMembers(Stmt.ImplDecl impl) {
        Binding binding = module.names.find(impl.name());
        DeclaredType owner = binding instanceof Binding.OfType type ? type.declared() : null;
        if (binding == null || binding instanceof Binding.OfUnknown) {
            if (binding == null && TypeResolver.isBuiltin(impl.name())) {
                module.error(
                        Code.UNKNOWN_TYPE,
                        impl.nameSpan(),
                        "the built-in type '" + impl.name() + "' can't have methods",
                        Hint.help("'impl' takes the name of a struct or an enum"));
            } else if (binding == null && !module.names.mayBeImported()) {
                module.typeNames.undefined(impl.nameSpan(), impl.name());
            }
        } else if (owner == null) {
            module.error(
                    Code.UNKNOWN_TYPE,
                    impl.nameSpan(),
                    "'" + impl.name() + "' is " + binding.description() + " and has no methods",
                    Hint.note("'impl' takes the name of a struct or an enum"));
        }
        for (int i = 0; i < impl.functions().size(); i++) {
            declareMember(owner, impl.functions().get(i));
        }
    }

    /// `owner` is null if the block is for no type.
    private void declareMember(DeclaredType owner, Function written) {
        boolean isMethod =
                !written.parameters().isEmpty()
                        && written.parameters().get(0).name().equals("self");
        Type self = owner == null ? Type.NEVER : owner.type();
        TFunction function =
                module.functions.newFunction(written, written.name(), isMethod ? self : null);
        DeclaredType.Member member = new DeclaredType.Member(written, function, isMethod);
        members.put(written, member);
        if (owner == null) {
            return;
        }
        Type found = isMethod ? function.locals().get(0).type() : self;
        if (found != self && found != Type.NEVER) {
            Span span = written.parameters().get(0).span();
            Hint help = Hint.help("leave the annotation of 'self' out");
            module.mismatch(span, self, found, help);
        }
        DeclaredType.Member known = owner.members().putIfAbsent(written.name(), member);
        if (known != null) {
            TFunction earlier = known.function();
            module.error(
                    Code.DUPLICATE,
                    written.nameSpan(),
                    "'" + owner.name() + "' already has a function '" + written.name() + "'",
                    Hint.note(
                            "'" + written.name() + "' is first declared here",
                            earlier.file(),
                            earlier.span()));
            return;
        }
        if (owner.isEnum() && owner.enumType().indexOf(written.name()) >= 0) {
            module.error(
                    Code.DUPLICATE,
                    written.nameSpan(),
                    "'" + owner.name() + "' already has a variant '" + written.name() + "'",
                    ModuleChecker.declaredHere(owner));
        }
        boolean isField = !owner.isEnum() && owner.structType().indexOf(written.name()) >= 0;
        if (isField) {
            module.error(
                    Code.DUPLICATE,
                    written.nameSpan(),
                    "'" + owner.name() + "' already has a field '" + written.name() + "'",
                    ModuleChecker.declaredHere(owner));
        }
        module.program().addMethod(new TProgram.Method(self, written.name(), function, !isMethod));
        module.program().callGraph().method(written.name(), function);
    }

    /// The statement that declares a struct: its default values see what was declared before it.
    void passStruct(Stmt.StructDecl s) {
        module.structs.passDeclaration(declared.get(s));
    }

    /// The statement that opens an `impl` block.
    void passImpl(Stmt.ImplDecl s) {
        for (int i = 0; i < s.functions().size(); i++) {
            Function written = s.functions().get(i);
            module.postpone(written, members.get(written).function(), true);
        }
    }
}
