package jorus.jit;

import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// The constants of a class, and which fields and methods a method of it has named already: finding
/// the parts of a name in the ClassFile API's pool takes several searches.
final class Pool {
    /// A field or method as one kind of instruction names it.
    static final class Site {
        /// Index in the constant pool.
        final int index;

        /// Values it takes from the stack, and the type of what it leaves there; [Frames#TOP] for
        /// nothing.
        final int popped;

        final int pushed;

        /// Slots of what it takes.
        final int slots;

        private final int opcode;
        private final ClassDesc owner;
        private final String name;
        private final Object type;
        private final Site next;

        private Site(
                int opcode, ClassDesc owner, String name, Object type, Site next, int[] effect) {
            this.opcode = opcode;
            this.owner = owner;
            this.name = name;
            this.type = type;
            this.next = next;
            index = effect[0];
            popped = effect[1];
            slots = effect[2];
            pushed = effect[3];
        }

        private boolean isSame(
                int otherOpcode, ClassDesc other, String otherName, Object otherType) {
            return opcode == otherOpcode
                    && name == otherName
                    && owner == other
                    && type == otherType;
        }

        private boolean isEqual(
                int otherOpcode, ClassDesc other, String otherName, Object otherType) {
            return opcode == otherOpcode
                    && name.equals(otherName)
                    && owner.equals(other)
                    && type.equals(otherType);
        }
    }

    final ConstantPoolBuilder constants;
    private final Site[] sites = new Site[64];

    // Numbers that were used last, by some of their bits, and where they are.
    private final long[] longs = new long[64];
    private final int[] longIndexes = new int[64];

    Pool(ConstantPoolBuilder constants) {
        this.constants = constants;
    }

    /// The type of values that are declared so, as in [Frames].
    int type(ClassDesc type) {
        return switch (type.descriptorString().charAt(0)) {
            case 'V' -> Frames.TOP;
            case 'J' -> Frames.LONG;
            case 'D' -> Frames.DOUBLE;
            case 'F' -> Frames.FLOAT;
            case 'L', '[' ->
                    constants.classEntry(type).index() << Frames.INDEX_SHIFT | Frames.OBJECT;
            default -> Frames.INT;
        };
    }

    /// Index of a constant; never 0.
    int number(long value) {
        int place = (int) (value ^ value >>> 6 ^ value >>> 20) & longs.length - 1;
        if (longs[place] != value || longIndexes[place] == 0) {
            longs[place] = value;
            longIndexes[place] = constants.longEntry(value).index();
        }
        return longIndexes[place];
    }

    /// `opcode` is that of an instruction that accesses a field.
    Site field(int opcode, ClassDesc owner, String name, ClassDesc type) {
        int hash = hash(opcode, owner, name);
        Site known = find(hash, opcode, owner, name, type);
        if (known != null) {
            return known;
        }
        boolean isStatic = opcode == Assembler.GETSTATIC || opcode == Assembler.PUTSTATIC;
        boolean isGet = opcode == Assembler.GETSTATIC || opcode == Assembler.GETFIELD;
        int value = type(type);
        int[] effect = {
            constants.fieldRefEntry(owner, name, type).index(),
            (isStatic ? 0 : 1) + (isGet ? 0 : 1),
            (isStatic ? 0 : 1) + (isGet ? 0 : Frames.slots(value)),
            isGet ? value : Frames.TOP
        };
        return sites[hash] = new Site(opcode, owner, name, type, sites[hash], effect);
    }

    /// `opcode` is that of an instruction that calls a method.
    Site method(int opcode, ClassDesc owner, String name, MethodTypeDesc type) {
        int hash = hash(opcode, owner, name);
        Site known = find(hash, opcode, owner, name, type);
        if (known != null) {
            return known;
        }
        int self = opcode == Assembler.INVOKESTATIC ? 0 : 1;
        int slots = self;
        for (int i = 0; i < type.parameterCount(); i++) {
            char first = type.parameterType(i).descriptorString().charAt(0);
            slots += first == 'J' || first == 'D' ? 2 : 1;
        }
        int[] effect = {
            opcode == Assembler.INVOKEINTERFACE
                    ? constants.interfaceMethodRefEntry(owner, name, type).index()
                    : constants.methodRefEntry(owner, name, type).index(),
            self + type.parameterCount(),
            slots,
            type(type.returnType())
        };
        return sites[hash] = new Site(opcode, owner, name, type, sites[hash], effect);
    }

    private int hash(int opcode, ClassDesc owner, String name) {
        return (name.hashCode() * 31 + owner.hashCode() + opcode) & sites.length - 1;
    }

    /// Most names are constants, and comparing what they say takes long in cold code.
    private Site find(int hash, int opcode, ClassDesc owner, String name, Object type) {
        for (Site site = sites[hash]; site != null; site = site.next) {
            if (site.isSame(opcode, owner, name, type)) {
                return site;
            }
        }
        Site site = sites[hash];
        while (site != null && !site.isEqual(opcode, owner, name, type)) {
            site = site.next;
        }
        return site;
    }
}
