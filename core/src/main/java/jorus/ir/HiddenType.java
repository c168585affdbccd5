package jorus.ir;

import jorus.type.EnumType;
import jorus.type.Type;

import java.util.List;

/// Types of registers that no program can write: they say more than the language's types do.
///
/// Canonical like those: [HiddenTypes] makes them.
public abstract sealed class HiddenType extends Type {
    private HiddenType(Kind kind, String name) {
        super(kind, name);
    }

    /// The position of a loop over a value of type `any`.
    public static final Type ITERATOR = new Marker(Kind.RANGE, "iterator");

    /// Some function value.
    public static final Type FUNCTION = new Marker(Kind.FUNCTION, "function");

    private static final class Marker extends HiddenType {
        Marker(Kind kind, String name) {
            super(kind, name);
        }
    }

    /// A value of an enum that is known to be one variant.
    public static final class Variant extends HiddenType {
        private final EnumType owner;
        private final int number;

        Variant(EnumType owner, int number) {
            super(Kind.ENUM, owner.name() + "." + owner.variants().get(number).name());
            this.owner = owner;
            this.number = number;
        }

        public EnumType owner() {
            return owner;
        }

        public int number() {
            return number;
        }
    }

    /// An array whose element type is exactly this one; an ordinary array type that mentions `any`
    /// stands for arrays of whatever elements.
    public static final class ExactArray extends HiddenType {
        private final Type element;

        ExactArray(Type element) {
            super(Kind.ARRAY, "[" + element.name() + "]");
            this.element = element;
        }

        @Override
        public Type element() {
            return element;
        }
    }

    /// The cell of a captured variable: field 0 is its value, field 1 the flag, if there is one,
    /// that is 1 once it has a value.
    public static final class Cell extends HiddenType {
        private final Type content;
        private final boolean hasFlag;

        Cell(Type content, boolean hasFlag) {
            super(Kind.STRUCT, "cell of " + content.name());
            this.content = content;
            this.hasFlag = hasFlag;
        }

        public Type content() {
            return content;
        }

        public boolean hasFlag() {
            return hasFlag;
        }
    }

    /// The objects of one function that is used as a value; fields are its captures.
    public static final class Closure extends HiddenType {
        private final Type signature;
        private final int direct;
        private final int dynamic;
        private final List<Type> captures;
        private final List<String> captureNames;

        Closure(
                String name,
                Type signature,
                int direct,
                int dynamic,
                List<Type> captures,
                List<String> captureNames) {
            super(Kind.FUNCTION, name);
            this.signature = signature;
            this.direct = direct;
            this.dynamic = dynamic;
            this.captures = captures;
            this.captureNames = captureNames;
        }

        /// The function type that `direct` has behind its first parameter, the closure.
        public Type signature() {
            return signature;
        }

        /// Number of the function that takes typed arguments.
        public int direct() {
            return direct;
        }

        /// Number of the function whose arguments and result are `any`.
        public int dynamic() {
            return dynamic;
        }

        /// Types of the fields; that of a variable with a cell is the [Cell].
        public List<Type> captures() {
            return captures;
        }

        public List<String> captureNames() {
            return captureNames;
        }

        @Override
        public List<Type> parameters() {
            return signature.parameters();
        }

        @Override
        public Type result() {
            return signature.result();
        }
    }

    /// Whether a static array type stands for arrays of whatever elements, so that their elements
    /// can only be read and stored as `any`.
    public static boolean isView(Type type) {
        if (!type.isArray() || type instanceof ExactArray) {
            return false;
        }
        return type.element().isAny();
    }
}
