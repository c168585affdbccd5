package jorus.verify;

import jorus.image.Image;
import jorus.image.ImageLayout;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.isa.Bank;

/// Checks that the functions of closures, and adapters, take and give what calls of function values
/// rely on: the object itself first, then what the signature says, or `any` throughout. The slot
/// tables have been checked before.
final class ClosureVerifier {
    private final Image image;
    private int type;

    private ClosureVerifier(Image image) {
        this.image = image;
    }

    static void verify(Image image) {
        ClosureVerifier verifier = new ClosureVerifier(image);
        for (int type = TypeIds.FIRST_FREE; type < image.typeIdEnd(); type++) {
            if (image.typeKind(type) == TypeKind.CLOSURE) {
                verifier.type = type;
                verifier.typed(image.direct(type), image.signature(type));
                verifier.dynamic();
            } else if (image.typeKind(type) == TypeKind.FUNCTION
                    && image.adapter(type) != ImageLayout.NO_FUNCTION) {
                verifier.type = type;
                verifier.typed(image.adapter(type), type);
            }
        }
    }

    private VerifyFailure failure(int function, String detail) {
        return new VerifyFailure(
                Rule.CLOSURE, function, -1, image.ownName(type) + ", type " + type + ", " + detail);
    }

    /// `function` takes the value, then what `signature` says.
    private void typed(int function, int signature) {
        takesItself(function);
        int slot = image.function(function, ImageLayout.SLOT_START) + 1;
        int after = slot + arguments(function) - 1;
        slot = arguments(function, signature, Bank.REF, slot, after);
        slot = arguments(function, signature, Bank.ANY, slot, after);
        slot = arguments(function, signature, null, slot, after);
        if (slot != after) {
            throw failure(function, "too many parameters");
        }
        result(function, image.resultType(signature));
    }

    private int arguments(int function) {
        return image.function(function, ImageLayout.REF_ARGS)
                + image.function(function, ImageLayout.ANY_ARGS)
                + image.function(function, ImageLayout.NUMBER_ARGS);
    }

    /// The first argument is a ref to an object of this type; all function values are objects of a
    /// function type.
    private void takesItself(int function) {
        if (image.function(function, ImageLayout.REF_ARGS) == 0) {
            throw failure(function, "does not take the function value");
        }
        int self = image.slotType(image.function(function, ImageLayout.SLOT_START));
        boolean isGeneral = self == TypeIds.FUNCTION || image.typeKind(self) == TypeKind.FUNCTION;
        if (self != type && !isGeneral) {
            throw failure(function, "takes " + image.typeName(self));
        }
    }

    /// Compares the signature's parameters of a bank, or the numbers if that is null, with the
    /// slots from `slot` on; returns the slot after them.
    private int arguments(int function, int signature, Bank bank, int slot, int after) {
        int next = slot;
        for (int i = 0; i < image.parameterCount(signature); i++) {
            int expected = image.parameterType(signature, i);
            Bank found = TypeIds.bank(expected);
            boolean isNumber = found != Bank.REF && found != Bank.ANY;
            if (bank == null ? !isNumber : found != bank) {
                continue;
            }
            if (next == after || image.slotType(next) != expected) {
                throw failure(function, "parameter " + i);
            }
            next++;
        }
        return next;
    }

    private void result(int function, int expected) {
        int result = image.function(function, ImageLayout.RESULT_TYPE);
        if (result != expected) {
            throw failure(function, "result " + image.typeName(result));
        }
    }

    private void dynamic() {
        int function = image.dynamic(type);
        takesItself(function);
        boolean isRight =
                image.function(function, ImageLayout.REF_ARGS) == 1
                        && image.function(function, ImageLayout.ANY_ARGS)
                                == image.closureParameters(type)
                        && image.function(function, ImageLayout.NUMBER_ARGS) == 0;
        if (!isRight) {
            throw failure(function, "parameters are not all any");
        }
        result(function, TypeIds.ANY);
    }
}
