package jorus.runtime;

import jorus.builtin.TrapKind;
import jorus.image.Image;
import jorus.image.TypeIds;
import jorus.image.TypeKind;
import jorus.memory.heap.RecordLayout;
import jorus.memory.heap.StringLayout;
import jorus.memory.layout.Memory;

/// Fields, methods and calls of values of type any (language.md 4.10, 9.4).
public final class Members {
    /// Offset of the function in the object that `findMethod` gives for a field.
    private static final int FIELD_FUNCTION = RecordLayout.FIELDS;

    private Members() {}

    // What was found last for a name stands in the string itself, which is one for all places of
    // the program that name it: type id:32 | number:30 | kind:2. Zero is nothing. Instances have
    // strings of their own.
    private static final int FIELD = 1;
    private static final int METHOD = 2;
    private static final int KIND_BITS = 2;

    /// The field or method of a name that was found for this tag; -1 if the last one was another.
    private static int known(Machine machine, long tag, long name, int kind) {
        long found = Memory.i64(name + StringLayout.SPARE);
        if (found >>> 32 == tag && (found & (1 << KIND_BITS) - 1) == kind) {
            machine.memberHits++;
            return (int) found >>> KIND_BITS;
        }
        machine.memberMisses++;
        return -1;
    }

    private static void remember(long tag, long name, int kind, int number) {
        if (number >= 0 && number < 1 << 32 - KIND_BITS - 1) {
            int low = number << KIND_BITS | kind;
            Memory.i64(name + StringLayout.SPARE, tag << 32 | low & 0xFFFF_FFFFL);
        }
    }

    /// Index of the field `name` of the value with this tag; -1 if there is none.
    private static int field(Machine machine, long tag, long name) {
        boolean isStruct =
                tag >= TypeIds.FIRST_FREE && machine.typeTable.kind((int) tag) == TypeKind.STRUCT;
        if (!isStruct) {
            return -1;
        }
        int index = known(machine, tag, name, FIELD);
        if (index < 0) {
            long data = StringLayout.data(name);
            index = machine.image.fieldNamed((int) tag, data, StringLayout.length(name));
            remember(tag, name, FIELD, index);
        }
        return index;
    }

    /// The closure type of the method `name` of the value with this tag; -1 if there is none.
    private static int method(Machine machine, long tag, long name) {
        if (tag < TypeIds.FIRST_FREE || machine.typeTable.isArray(tag)) {
            return -1;
        }
        int closure = known(machine, tag, name, METHOD);
        if (closure < 0) {
            Image image = machine.image;
            int owner = image.valueType((int) tag);
            long data = StringLayout.data(name);
            closure = image.method(owner, data, StringLayout.length(name));
            remember(tag, name, METHOD, closure);
        }
        return closure;
    }

    private static Trap none(Machine machine, String what, long name) {
        TextBuffer out = machine.text;
        out.put(what);
        out.put(StringLayout.data(name), StringLayout.length(name));
        out.put('\'');
        return machine.trapOfText(TrapKind.ATTRIBUTE);
    }

    static void get(Machine machine, long x, long name, long to) {
        long tag = Any.tag(x);
        int index = field(machine, tag, name);
        if (index < 0) {
            throw none(machine, "No field '", name);
        }
        long object = Any.payload(x);
        Any.write(
                to,
                Parts.fieldTag(machine, object, (int) tag, index),
                Parts.fieldPayload(machine, object, (int) tag, index));
    }

    static void set(Machine machine, long x, long name, long value) {
        long structTag = Any.tag(x);
        int index = field(machine, structTag, name);
        if (index < 0) {
            throw none(machine, "No field '", name);
        }
        long tag = Any.tag(value);
        long payload = Any.payload(value);
        int type = machine.image.fieldType((int) structTag, index);
        TypeChecks.check(machine, type, tag, payload);
        Parts.storeField(machine, Any.payload(x), index, tag, payload);
    }

    /// The function that `x.name(...)` calls with the receiver and `count` arguments behind it.
    ///
    /// For a method that is its own function value. For a field that holds a function it is a
    /// hidden object, of which `CALL_DYNAMIC` calls the function without the receiver. May
    /// collect.
    static long findMethod(Machine machine, long x, long name, int count) {
        checkCount(machine, count);
        Image image = machine.image;
        long tag = Any.tag(x);
        int closure = method(machine, tag, name);
        if (closure >= 0) {
            if (image.closureParameters(closure) - 1 != count) {
                throw arity(machine, closure, 1, count);
            }
            return Objects.make(machine, closure);
        }
        int index = field(machine, tag, name);
        if (index < 0) {
            throw none(machine, "No method '", name);
        }
        long object = Any.payload(x);
        long fieldTag = Parts.fieldTag(machine, object, (int) tag, index);
        long function = Parts.fieldPayload(machine, object, (int) tag, index);
        checkCallable(machine, fieldTag, count);
        long depth = machine.heap.roots().depth();
        machine.heap.roots().push(function);
        long hidden = machine.heap.newRecord(TypeIds.FUNCTION);
        machine.heap.roots().truncate(depth);
        Memory.i64(hidden + FIELD_FUNCTION, function);
        return hidden;
    }

    /// The function that a hidden object of `findMethod` stands for.
    public static long fieldFunction(long hidden) {
        return Memory.i64(hidden + FIELD_FUNCTION);
    }

    /// The function in the any slot at `x`, which is called with `count` arguments.
    static long callee(Machine machine, long x, int count) {
        checkCount(machine, count);
        checkCallable(machine, Any.tag(x), count);
        return Any.payload(x);
    }

    private static void checkCount(Machine machine, int count) {
        if (count < 0) {
            throw machine.badState("A call has fewer than no arguments");
        }
    }

    private static void checkCallable(Machine machine, long tag, int count) {
        if (tag < TypeIds.FIRST_FREE || !machine.typeTable.isFunction(tag)) {
            throw machine.trap(TrapKind.TYPE, "Value is not callable");
        }
        if (machine.image.closureParameters((int) tag) != count) {
            throw arity(machine, (int) tag, 0, count);
        }
    }

    /// The trap of a call with `count` arguments, to be thrown; `hidden` parameters are not
    /// counted.
    public static Trap arity(Machine machine, int closure, int hidden, int count) {
        int expected = machine.image.closureParameters(closure) - hidden;
        return machine.trap(
                TrapKind.ARITY,
                "Function '"
                        + machine.image.ownName(closure)
                        + "' expects "
                        + expected
                        + " arguments but received "
                        + count);
    }
}
