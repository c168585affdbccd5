package jorus.type;

/// `[element]`. Made by [Types#array(Type)] only.
final class ArrayType extends Type {
    private final Type element;

    ArrayType(Type element) {
        super(Kind.ARRAY, "[" + element.name() + "]");
        this.element = element;
    }

    @Override
    public Type element() {
        return element;
    }

    @Override
    public boolean mentionsAny() {
        return element.mentionsAny();
    }

    @Override
    public boolean accepts(Type from) {
        return super.accepts(from) || from.isArray() && element.accepts(from.element());
    }
}
