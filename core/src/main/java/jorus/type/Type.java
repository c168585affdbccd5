package jorus.type;

import java.util.List;

/// A type of the Orus language (language.md 2).
///
/// Instances are canonical: equal types are the same object, so `==` compares them. Primitive types
/// are constants here; arrays and functions come from a [Types] table; a struct or enum type is
/// made once per declaration by its subclass.
public class Type {
    public enum Kind {
        I32,
        I64,
        U32,
        U64,
        F64,
        BOOL,
        STRING,
        VOID,
        ANY,
        ERROR,
        RANGE,
        ARRAY,
        STRUCT,
        ENUM,
        FUNCTION,
        /// No value reaches this place (refinement), or the type was in error (checking).
        NEVER
    }

    public static final Type I32 = new Type(Kind.I32, "i32");
    public static final Type I64 = new Type(Kind.I64, "i64");
    public static final Type U32 = new Type(Kind.U32, "u32");
    public static final Type U64 = new Type(Kind.U64, "u64");
    public static final Type F64 = new Type(Kind.F64, "f64");
    public static final Type BOOL = new Type(Kind.BOOL, "bool");
    public static final Type STRING = new Type(Kind.STRING, "string");
    public static final Type VOID = new Type(Kind.VOID, "void");
    public static final Type ANY = new Type(Kind.ANY, "any");
    public static final Type ERROR = new Type(Kind.ERROR, "error");
    public static final Type RANGE = new Type(Kind.RANGE, "range_iterator");
    public static final Type NEVER = new Type(Kind.NEVER, "never");

    private final Kind kind;
    private final String name;

    protected Type(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    public final Kind kind() {
        return kind;
    }

    /// As written in an annotation: `i32`, `[f64]`, `fn(i32) -> bool`, `Point`.
    public final String name() {
        return name;
    }

    public final boolean isSigned() {
        return kind == Kind.I32 || kind == Kind.I64;
    }

    public final boolean isInteger() {
        return kind.ordinal() <= Kind.U64.ordinal();
    }

    public final boolean isNumeric() {
        return kind.ordinal() <= Kind.F64.ordinal();
    }

    public final boolean isAny() {
        return kind == Kind.ANY;
    }

    public final boolean isArray() {
        return kind == Kind.ARRAY;
    }

    /// Whether values are addresses of heap objects.
    public final boolean isReference() {
        return switch (kind) {
            case STRING, ERROR, RANGE, ARRAY, STRUCT, ENUM, FUNCTION -> true;
            case I32, I64, U32, U64, F64, BOOL, VOID, ANY, NEVER -> false;
        };
    }

    /// Whether `any` is this type or a part of it.
    public boolean mentionsAny() {
        return kind == Kind.ANY;
    }

    /// Element type of an array.
    ///
    /// @throws IllegalStateException on any other type
    public Type element() {
        throw new IllegalStateException(name + " has no elements");
    }

    /// Parameter types of a function type.
    public List<Type> parameters() {
        throw new IllegalStateException(name + " has no parameters");
    }

    /// Result type of a function type; VOID for none.
    public Type result() {
        throw new IllegalStateException(name + " has no result");
    }

    /// Whether a value of type `from` may be used where this type is expected (language.md 2,
    /// "Compatibility"). Symmetric.
    public boolean accepts(Type from) {
        return this == from || isAny() || from.isAny() || kind == Kind.NEVER || from == NEVER;
    }

    @Override
    public final String toString() {
        return name;
    }
}
