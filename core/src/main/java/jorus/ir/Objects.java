package jorus.ir;

import jorus.builtin.Builtin;
import jorus.check.TExpr;
import jorus.source.Span;
import jorus.type.EnumType;
import jorus.type.StructType;
import jorus.type.Type;

import java.util.List;

/// Lowers structs and enum values: what makes them, and what takes them apart.
///
/// A new object is complete before anything else can see it: all values are computed first, then
/// the object is made and its fields are set.
final class Objects {
    private static final int NONE = Instruction.NONE;

    private final Scope scope;
    private final Code code;
    private final ExpressionLowering expressions;

    Objects(Scope scope, ExpressionLowering expressions) {
        this.scope = scope;
        this.code = scope.code;
        this.expressions = expressions;
    }

    int struct(TExpr.NewStruct e, int wanted) {
        StructType type = (StructType) e.type();
        int[] values = new int[type.fields().size()];
        java.util.Arrays.fill(values, NONE);
        for (int i = 0; i < e.values().size(); i++) {
            int field = e.indexes().get(i);
            values[field] = fieldValue(e.values().get(i), type.fields().get(field).type());
        }
        if (code.isDead()) {
            return NONE;
        }
        int target = fresh(type, wanted, values);
        code.newObject(target, type, e.span().start());
        setAll(target, type, values);
        return target;
    }

    /// The value for a field; NONE if that is what a new object has anyway.
    private int fieldValue(TExpr e, Type type) {
        boolean isZero =
                e instanceof TExpr.Literal literal
                        && literal.bits() == 0
                        && literal.type() == type
                        && (type.isNumeric() || type == Type.BOOL);
        return isZero ? NONE : expressions.valueAs(e, type, NONE);
    }

    /// Where a new object goes: not into a register that its fields still need.
    private int fresh(Type type, int wanted, int[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == wanted) {
                return code.newRegister(type);
            }
        }
        return code.target(type, wanted);
    }

    private void setAll(int object, Type record, int[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != NONE) {
                code.setField(object, record, i, values[i]);
            }
        }
    }

    int field(TExpr.GetField e, int wanted) {
        StructType struct = (StructType) e.base().type();
        int base = expressions.value(e.base());
        return code.isDead() ? NONE : load(base, struct, e.field(), e, wanted);
    }

    private int load(int base, StructType struct, int field, TExpr e, int wanted) {
        Type type = struct.fields().get(field).type();
        Type known = scope.typeOf(e);
        int target = type == known ? code.target(type, wanted) : code.newRegister(type);
        code.getField(target, base, struct, field);
        return type == known || !Scope.hasRegister(known)
                ? target
                : scope.conversions.coerce(target, type, known, wanted, e.span());
    }

    int member(TExpr.GetMember e, int wanted) {
        Type type = scope.typeOf(e.base());
        int base = expressions.value(e.base());
        if (code.isDead()) {
            return NONE;
        }
        int field = type instanceof StructType struct ? struct.indexOf(e.name()) : NONE;
        if (field >= 0) {
            return load(base, (StructType) type, field, e, wanted);
        }
        int object = expressions.dynamic.boxed(base, type);
        int name = expressions.dynamic.text(e.name());
        return expressions.dynamic.call(
                Builtin.GET_MEMBER, scope.typeOf(e), wanted, e.span(), object, name);
    }

    int variant(TExpr.NewVariant e, int wanted) {
        EnumType type = (EnumType) e.type();
        List<Type> payloads = type.variants().get(e.variant()).payloads();
        int[] values = new int[payloads.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fieldValue(e.payloads().get(i), payloads.get(i));
        }
        if (code.isDead()) {
            return NONE;
        }
        int target = fresh(type, wanted, values);
        code.newVariant(target, e.variant(), e.span().start());
        setAll(target, scope.shared.hidden.variant(type, e.variant()), values);
        return target;
    }

    /// Leaves in registers `a` and `b` what is equal if the subject is the variant; `b` is NONE for
    /// the constant `number`.
    static final class Test {
        int a = NONE;
        int b = NONE;
        int number;

        /// Known without looking: the subject is no enum, or another one.
        boolean isFalse;
    }

    Test test(TExpr.TestVariant e) {
        Test test = new Test();
        Type type = scope.typeOf(e.subject());
        int subject = expressions.value(e.subject());
        if (code.isDead()) {
            return test;
        }
        if (type.isAny()) {
            if (e.isStrict()) {
                code.builtin(NONE, Builtin.MATCH_SUBJECT, e.span().start(), subject);
            }
            test.a = code.newRegister(Type.I32);
            code.unary(IrOp.TAG, test.a, subject, NONE);
            test.b = code.typeId(scope.shared.hidden.variant(e.enumType(), e.variant()));
        } else if (type == e.enumType()) {
            test.a = code.newRegister(Type.I32);
            code.unary(IrOp.VARIANT, test.a, subject, NONE);
            test.number = e.variant();
        } else if (e.isStrict() && type.kind() != Type.Kind.ENUM) {
            int any = expressions.dynamic.boxed(subject, type);
            code.builtin(NONE, Builtin.MATCH_SUBJECT, e.span().start(), any);
            test.isFalse = true;
        } else {
            test.isFalse = true;
        }
        return test;
    }

    int testValue(TExpr.TestVariant e, int wanted) {
        Test test = test(e);
        if (code.isDead()) {
            return NONE;
        }
        int target = code.target(Type.BOOL, wanted);
        if (test.isFalse) {
            code.constant(Type.BOOL, 0, target);
        } else if (test.b == NONE) {
            code.compareConstant(Condition.EQ, target, test.a, test.number);
        } else {
            code.compare(Condition.EQ, target, test.a, test.b);
        }
        return target;
    }

    void branchTest(TExpr.TestVariant e, Block whenTrue, Block whenFalse) {
        Test test = test(e);
        if (code.isDead()) {
            return;
        }
        if (test.isFalse) {
            code.jump(whenFalse);
        } else if (test.b == NONE) {
            code.branchConstant(Condition.EQ, test.a, test.number, whenTrue, whenFalse);
        } else {
            code.branch(Condition.EQ, test.a, test.b, whenTrue, whenFalse);
        }
    }

    int payload(TExpr.GetPayload e, int wanted) {
        Type type = scope.typeOf(e.subject());
        int subject = expressions.value(e.subject());
        if (code.isDead()) {
            return NONE;
        }
        if (!type.isAny() && type != e.enumType()) {
            // Not reached: the test before has failed.
            scope.typeTrap("Match subject is not an enum value", e.span());
            return NONE;
        }
        HiddenType.Variant variant = scope.shared.hidden.variant(e.enumType(), e.variant());
        int view = code.newRegister(variant);
        code.unary(type.isAny() ? IrOp.UNBOX : IrOp.AS_REF, view, subject, e.span().start());
        Type content = e.enumType().variants().get(e.variant()).payloads().get(e.payload());
        Type known = scope.typeOf(e);
        int target = content == known ? code.target(content, wanted) : code.newRegister(content);
        code.getField(target, view, variant, e.payload());
        return content == known || !Scope.hasRegister(known)
                ? target
                : scope.conversions.coerce(target, content, known, wanted, e.span());
    }

    /// Whether values of an enum are equal only if they are one object: no variant has payloads.
    static boolean isPlain(Type type) {
        if (!(type instanceof EnumType declared)) {
            return false;
        }
        for (int i = 0; i < declared.variants().size(); i++) {
            if (!declared.variants().get(i).payloads().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// The value of a match expression.
    int select(TExpr.Select e, StatementLowering statements, int wanted) {
        Type type = scope.typeOf(e);
        statements.keep(e.variable(), e.subject());
        if (code.isDead()) {
            return NONE;
        }
        int target = Scope.hasRegister(type) ? code.target(type, wanted) : NONE;
        Block end = new Block();
        for (int i = 0; i < e.cases().size(); i++) {
            TExpr.Case one = e.cases().get(i);
            Block next = new Block();
            if (one.test() != null) {
                Block body = new Block();
                expressions.conditions.branch(one.test(), body, next);
                code.begin(body);
            }
            statements.statements(one.bindings());
            if (!code.isDead()) {
                expressions.valueAs(one.value(), type, target);
            }
            if (!code.isDead()) {
                code.jump(end);
            }
            code.begin(next);
        }
        noArm(e.span());
        code.begin(end);
        return target;
    }

    private void noArm(Span span) {
        if (!code.isDead()) {
            jorus.builtin.TrapKind kind = jorus.builtin.TrapKind.NO_ARM;
            scope.trap(kind, kind.message(), span);
        }
    }
}
