package jorus.type;

import java.util.List;

/// `fn(parameters) -> result`. Made by [Types#function(List, Type)] only.
final class FunctionType extends Type {
    private final List<Type> parameters;
    private final Type result;

    FunctionType(String name, List<Type> parameters, Type result) {
        super(Kind.FUNCTION, name);
        this.parameters = parameters;
        this.result = result;
    }

    @Override
    public List<Type> parameters() {
        return parameters;
    }

    @Override
    public Type result() {
        return result;
    }

    @Override
    public boolean mentionsAny() {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).mentionsAny()) {
                return true;
            }
        }
        return result.mentionsAny();
    }

    @Override
    public boolean accepts(Type from) {
        if (super.accepts(from)) {
            return true;
        }
        if (from.kind() != Kind.FUNCTION || from.parameters().size() != parameters.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).accepts(from.parameters().get(i))) {
                return false;
            }
        }
        return result.accepts(from.result());
    }
}
