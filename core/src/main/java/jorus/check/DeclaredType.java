package jorus.check;

import jorus.source.SourceFile;
import jorus.source.Span;
import jorus.syntax.Function;
import jorus.syntax.Stmt;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A struct or enum with its declaration and the functions of its `impl` blocks.
final class DeclaredType {
    /// A function of an `impl` block; a method if its first parameter is called `self`.
    record Member(Function written, TFunction function, boolean isMethod) {}

    private final Type type;
    private final SourceFile file;
    private final Span span;
    private final Stmt.StructDecl struct;
    private final Stmt.EnumDecl enumeration;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, TFunction> defaults = new HashMap<>();
    private boolean isInvalid;

    private DeclaredType(
            Type type,
            Span span,
            ModuleChecker home,
            Stmt.StructDecl struct,
            Stmt.EnumDecl enumeration) {
        this.type = type;
        this.file = home == null ? null : home.file();
        this.span = span;
        this.struct = struct;
        this.enumeration = enumeration;
    }

    static DeclaredType ofStruct(Stmt.StructDecl declaration, ModuleChecker home) {
        Type type = new StructType(declaration.name());
        return new DeclaredType(type, declaration.nameSpan(), home, declaration, null);
    }

    static DeclaredType ofEnum(Stmt.EnumDecl declaration, ModuleChecker home) {
        Type type = new EnumType(declaration.name());
        return new DeclaredType(type, declaration.nameSpan(), home, null, declaration);
    }

    /// An enum that every module has.
    static DeclaredType predeclared(EnumType type) {
        return new DeclaredType(type, new Span(0, 0), null, null, null);
    }

    Type type() {
        return type;
    }

    String name() {
        return type.name();
    }

    /// Null for a predeclared type.
    SourceFile file() {
        return file;
    }

    Span span() {
        return span;
    }

    /// The declaration of a struct, else null.
    Stmt.StructDecl struct() {
        return struct;
    }

    /// The declaration of an enum, else null.
    Stmt.EnumDecl enumeration() {
        return enumeration;
    }

    /// The function that evaluates the default value of a field; null if there is none.
    TFunction defaultOf(String field) {
        return defaults.get(field);
    }

    void addDefault(String field, TFunction function) {
        defaults.put(field, function);
    }

    StructType structType() {
        return (StructType) type;
    }

    boolean isEnum() {
        return type instanceof EnumType;
    }

    /// Whether type arguments may follow its name; they mean nothing.
    boolean isGeneric() {
        return isEnum() && (enumeration == null || !enumeration.typeParameters().isEmpty());
    }

    EnumType enumType() {
        return (EnumType) type;
    }

    Map<String, Member> members() {
        return members;
    }

    /// Whether the declaration has errors, so that what seems to be missing may be part of it.
    boolean isInvalid() {
        return isInvalid;
    }

    void markInvalid() {
        isInvalid = true;
    }
}
