package jorus.ir;

import jorus.type.Type;

import java.util.ArrayList;
import java.util.BitSet;

/// The webs of a function: registers of structs, cells and arrays that moves connect, and what is
/// known of the objects that they hold.
///
/// The fields of a web can be registers if all its objects are made in the function and nothing but
/// reads and stores of their fields ever sees them. Moves of objects are then moves of fields,
/// which is the same unless a field changes while two registers hold the object. Elements of an
/// array are fields if all arrays of the web have the same few, and all indexes are constants.
///
/// Where an object is returned or written out, and nowhere else, it can be made then: nobody can
/// tell it from the one that it stands for.
final class RecordWebs {
    private static final int NONE = Instruction.NONE;

    /// The most stores that make the objects of a web where they are shown.
    private static final int MAX_SHOWN = 64;

    /// What a call does with the objects that it gets and gives.
    abstract static class Calls {
        /// null if all of them escape.
        abstract Summary summary(Instruction call);
    }

    /// All objects of all calls escape.
    static final Calls NONE_KNOWN = new NoneKnown();

    private static final class NoneKnown extends Calls {
        @Override
        Summary summary(Instruction call) {
            return null;
        }
    }

    /// What a function does with objects. By parameter: whether the object is only looked at and
    /// returned, whether a field is stored to, whether it may be the result, and how many elements
    /// it has to have. `isFresh`: the result is a new object, or one of these parameters; a new
    /// array has `length` elements, 0 if there is none.
    record Summary(
            boolean[] isSafe,
            boolean[] isStored,
            boolean[] isReturned,
            int[] needed,
            boolean isFresh,
            int length) {}

    private final IrFunction function;
    private final Calls calls;
    private final int[] parents;
    private final boolean[] escapes;
    private final boolean[] isGiven;
    private final boolean[] isReturned;
    private final boolean[] isMade;
    private final boolean[] isStored;
    private final boolean[] isMoved;
    private final boolean[] isShared;

    /// Whether anything is done to objects but making and showing them.
    private final boolean[] isUsed;

    /// In how many places an object is returned or written out.
    private final int[] shown;

    /// Of arrays: how many elements they have, 0 if that is not known, and the most that the
    /// indexes ask for.
    private final int[] lengths;

    private final int[] needed;

    /// How many elements of a literal are still to come, by register.
    private final int[] missing;

    /// The value of registers that are written once, by a constant.
    private final Instruction[] constants;

    private final int[] definitions;

    RecordWebs(IrFunction function, Calls calls) {
        this.function = function;
        this.calls = calls;
        int count = function.registerCount();
        parents = new int[count];
        escapes = new boolean[count];
        isGiven = new boolean[count];
        isReturned = new boolean[count];
        isMade = new boolean[count];
        isStored = new boolean[count];
        isMoved = new boolean[count];
        isShared = new boolean[count];
        isUsed = new boolean[count];
        shown = new int[count];
        lengths = new int[count];
        needed = new int[count];
        missing = new int[count];
        definitions = function.definitionCounts();
        constants = findConstants();
        for (int i = 0; i < count; i++) {
            parents[i] = i;
        }
        connect();
        for (int i = 0; i < function.parameterCount(); i++) {
            isGiven[root(i)] = true;
        }
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            int initialized = NONE;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                boolean isInitial =
                        instruction.op == IrOp.SET_FIELD && instruction.a == initialized;
                lookAtIncomplete(instruction);
                look(instruction, isInitial);
                if (!isInitial) {
                    initialized = instruction.op == IrOp.NEW_OBJECT ? instruction.target : NONE;
                }
                if (instruction.op == IrOp.NEW_OBJECT) {
                    Type type = function.type(instruction.target);
                    escapes[root(instruction.target)] |= !Records.isComplete(type, code, j);
                }
            }
            endIncomplete(code);
        }
        checkLengths();
        findShared();
    }

    private Instruction[] findConstants() {
        Instruction[] found = new Instruction[definitions.length];
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op == IrOp.CONST && definitions[instruction.target] == 1) {
                    found[instruction.target] = instruction;
                }
            }
        }
        return found;
    }

    /// How many fields or elements the objects of a replaceable register have.
    int fields(int register) {
        Type type = function.type(register);
        return Records.isArray(type) ? lengths[root(register)] : Records.fieldCount(type);
    }

    /// The type of a field or element of a replaceable register.
    Type field(int register, int field) {
        return Records.fieldType(function.type(register), field);
    }

    /// The field that an access to a replaceable register means.
    int accessed(Instruction access) {
        boolean isElement = access.op == IrOp.GET || access.op == IrOp.SET;
        return (int) (isElement ? constants[access.b].immediate : access.immediate);
    }

    /// Whether the fields of the objects that the register holds can be registers.
    boolean isReplaceable(int register) {
        if (!Records.isRecord(function.type(register))) {
            return false;
        }
        int web = root(register);
        boolean isOwn = isMade[web] && !isGiven[web];
        return isOwn && !escapes[web] && !isShared[web] && isWorthShowing(register);
    }

    private boolean isWorthShowing(int register) {
        int places = shown[root(register)];
        return places == 0 || isUsed[root(register)] && places * fields(register) <= MAX_SHOWN;
    }

    /// The same of the function as seen by callers.
    Summary summary() {
        int count = function.parameterCount();
        boolean[] isSafe = new boolean[count];
        boolean[] stored = new boolean[count];
        boolean[] returned = new boolean[count];
        int[] lengthsNeeded = new int[count];
        for (int i = 0; i < count; i++) {
            int web = root(i);
            isSafe[i] = Records.isRecord(function.type(i)) && !hasEscaped(i);
            stored[i] = isStored[web];
            returned[i] = isReturned[web];
            lengthsNeeded[i] = needed[web];
        }
        return new Summary(isSafe, stored, returned, lengthsNeeded, isFresh(), resultLength());
    }

    private int resultLength() {
        for (int i = 0; i < function.blocks.size() && Records.isArray(function.result()); i++) {
            Instruction end = function.blocks.get(i).terminator();
            if (end.op == IrOp.RETURN && lengths[root(end.a)] > 0) {
                return lengths[root(end.a)];
            }
        }
        return 0;
    }

    private boolean isFresh() {
        boolean isFresh = Records.isRecord(function.result());
        for (int i = 0; i < function.blocks.size() && isFresh; i++) {
            Instruction end = function.blocks.get(i).terminator();
            isFresh = end.op != IrOp.RETURN || !hasEscaped(end.a);
        }
        return isFresh;
    }

    /// Also if an object comes from elsewhere, other than as a parameter.
    private boolean hasEscaped(int register) {
        return escapes[root(register)];
    }

    /// The register that stands for the web of a register.
    int root(int register) {
        int at = register;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private void connect() {
        for (int i = 0; i < function.blocks.size(); i++) {
            ArrayList<Instruction> code = function.blocks.get(i).instructions;
            for (int j = 0; j < code.size(); j++) {
                Instruction instruction = code.get(j);
                if (instruction.op == IrOp.MOVE) {
                    connect(instruction.target, instruction.a);
                } else if (instruction.op == IrOp.CALL && instruction.target != NONE) {
                    connectCall(instruction);
                }
            }
        }
    }

    private void connectCall(Instruction call) {
        Summary summary = calls.summary(call);
        for (int k = 0; summary != null && k < call.arguments.length; k++) {
            if (summary.isReturned[k]) {
                connect(call.target, call.arguments[k]);
            }
        }
    }

    private void connect(int a, int b) {
        boolean isOne = function.type(a) == function.type(b);
        if (isOne && Records.isRecord(function.type(a))) {
            parents[root(a)] = root(b);
        }
    }

    private void escape(int register) {
        escapes[root(register)] = true;
    }

    private void look(Instruction instruction, boolean isInitial) {
        switch (instruction.op) {
            case MOVE -> {
                if (function.type(instruction.a) != function.type(instruction.target)) {
                    lookAtAll(instruction);
                } else {
                    isMoved[root(instruction.a)] = true;
                    isUsed[root(instruction.a)] = true;
                }
            }
            case NEW_OBJECT -> isMade[root(instruction.target)] = true;
            case GET_FIELD -> {
                isUsed[root(instruction.a)] = true;
                escapeUnlessField(instruction, instruction.target);
                if (Records.isRecord(function.type(instruction.target))) {
                    escape(instruction.target);
                }
            }
            case SET_FIELD -> {
                escapeUnlessField(instruction, instruction.b);
                escape(instruction.b);
                isStored[root(instruction.a)] |= !isInitial;
                isUsed[root(instruction.a)] |= !isInitial;
            }
            case RETURN -> {
                if (instruction.a != NONE) {
                    isReturned[root(instruction.a)] = true;
                    shown[root(instruction.a)]++;
                }
            }
            case CALL -> lookAtCall(instruction);
            case NEW_LITERAL -> {
                makeArray(instruction.target, instruction.immediate);
                missing[instruction.target] = lengths[root(instruction.target)];
            }
            case NEW_ARRAY -> {
                Instruction length = constants[instruction.a];
                boolean hasZero = Records.isNumber(function.type(instruction.target).element());
                makeArray(instruction.target, length == null || !hasZero ? 0 : length.immediate);
            }
            case PUSH -> {
                if (missing[instruction.a] == 0 || !isElement(instruction.a, instruction.b)) {
                    escape(instruction.a);
                } else {
                    missing[instruction.a]--;
                }
                escape(instruction.b);
            }
            case GET -> {
                isUsed[root(instruction.a)] = true;
                lookAtElement(instruction, instruction.target);
                if (Records.isRecord(function.type(instruction.target))) {
                    escape(instruction.target);
                }
            }
            case SET -> {
                lookAtElement(instruction, instruction.c);
                escape(instruction.c);
                isStored[root(instruction.a)] = true;
                isUsed[root(instruction.a)] = true;
            }
            case LENGTH -> {
                isUsed[root(instruction.a)] = true;
                needed[root(instruction.a)] = Math.max(1, needed[root(instruction.a)]);
            }
            case BUILTIN -> lookAtBuiltin(instruction);
            default -> lookAtAll(instruction);
        }
    }

    // arrays

    private boolean isElement(int array, int value) {
        Type type = function.type(array);
        return Records.isArray(type) && type.element() == function.type(value);
    }

    /// Only registers that are written once: nobody sees an array before it has all its elements.
    private void makeArray(int target, long length) {
        isMade[root(target)] = true;
        boolean isShort = length > 0 && length <= Records.MAX_FIELDS;
        if (isShort && definitions[target] == 1 && Records.isArray(function.type(target))) {
            setLength(target, (int) length);
        } else {
            escape(target);
        }
    }

    private void setLength(int array, int length) {
        int web = root(array);
        if (lengths[web] == 0) {
            lengths[web] = length;
        } else if (lengths[web] != length) {
            escape(array);
        }
    }

    private void lookAtElement(Instruction access, int value) {
        Instruction index = constants[access.b];
        boolean isConstant =
                index != null && index.immediate >= 0 && index.immediate < Records.MAX_FIELDS;
        if (!isConstant || !isElement(access.a, value)) {
            escape(access.a);
        } else {
            int web = root(access.a);
            needed[web] = Math.max(needed[web], (int) index.immediate + 1);
        }
    }

    private void lookAtBuiltin(Instruction builtin) {
        boolean isOwn =
                Records.isFill(builtin) && isElement(builtin.arguments[0], builtin.arguments[1]);
        if (isOwn) {
            isStored[root(builtin.arguments[0])] = true;
            isUsed[root(builtin.arguments[0])] = true;
        } else if (Records.isOutput(builtin)) {
            shown[root(builtin.arguments[0])]++;
        } else {
            lookAtAll(builtin);
        }
    }

    /// An array whose elements are not complete is not looked at.
    private void lookAtIncomplete(Instruction instruction) {
        for (int k = 0; k < instruction.operandCount(); k++) {
            int register = instruction.operand(k);
            boolean isNext = instruction.op == IrOp.PUSH && k == 0;
            if (register != NONE && missing[register] > 0 && !isNext) {
                escape(register);
            }
        }
    }

    /// The elements of a literal are pushed in the block that makes it.
    private void endIncomplete(ArrayList<Instruction> code) {
        for (int j = 0; j < code.size(); j++) {
            Instruction instruction = code.get(j);
            if (instruction.op == IrOp.NEW_LITERAL && missing[instruction.target] > 0) {
                escape(instruction.target);
                missing[instruction.target] = 0;
            }
        }
    }

    private void checkLengths() {
        for (int i = 0; i < parents.length; i++) {
            int web = root(i);
            boolean isKnown = lengths[web] >= needed[web] && lengths[web] > 0;
            if (Records.isArray(function.type(i)) && isMade[web] && !isKnown) {
                escape(i);
            }
        }
    }

    // other

    private void lookAtAll(Instruction instruction) {
        for (int k = 0; k < instruction.operandCount(); k++) {
            if (instruction.operand(k) != NONE) {
                escape(instruction.operand(k));
            }
        }
        if (instruction.target != NONE) {
            escape(instruction.target);
        }
    }

    /// A field that is read or stored as another type than its own needs the object.
    private void escapeUnlessField(Instruction access, int value) {
        Type record = function.type(access.a);
        boolean isOwn =
                record == access.constant
                        && Records.isRecord(record)
                        && Records.fieldType(record, (int) access.immediate)
                                == function.type(value);
        if (!isOwn) {
            escape(access.a);
        }
    }

    private void lookAtCall(Instruction call) {
        Summary summary = calls.summary(call);
        if (summary == null) {
            lookAtAll(call);
            return;
        }
        for (int k = 0; k < call.arguments.length; k++) {
            int web = root(call.arguments[k]);
            escapes[web] |= !summary.isSafe[k];
            isStored[web] |= summary.isStored[k];
            isMoved[web] |= summary.isReturned[k];
            isUsed[web] = true;
            needed[web] = Math.max(needed[web], summary.needed[k]);
        }
        if (call.target != NONE) {
            escapes[root(call.target)] |= !summary.isFresh;
            isMade[root(call.target)] = true;
            if (summary.length > 0) {
                setLength(call.target, summary.length);
            }
        }
    }

    /// Finds webs in which a field is stored to while more than one register may hold the object.
    private void findShared() {
        int[] numbers = new int[parents.length];
        int asked = 0;
        for (int i = 0; i < numbers.length; i++) {
            int web = root(i);
            boolean isAsked = isStored[web] && isMoved[web] && isReplaceable(i);
            numbers[i] = isAsked ? asked++ : NONE;
        }
        if (asked > 0) {
            BitSet shared = new SharedObjects(function, calls, numbers).find();
            for (int i = shared.nextSetBit(0); i >= 0; i = shared.nextSetBit(i + 1)) {
                isShared[root(i)] = true;
            }
        }
    }
}
