package jorus.runtime;

import static jdk.incubator.vector.VectorOperators.D2I;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2D;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// `exp` and `log` of all lanes, with the operations of [Exponential] and [Logarithm], so that
/// lanes have the bits that scalar code gives. Where that has two ways, both are gone and one is
/// chosen. Lanes with what those leave to StrictMath become NaN, but for numbers next to 0 in
/// `exp`: kernels end in front of them.
///
/// Loaded only when the Vector API is there. Each operation is several calls that C2 inlines, up to
/// 18,000 nodes of its graph: `log` is near that, `sin` and `cos` are beyond.
public final class VectorFunctions {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;

    /// As many lanes, half as wide.
    private static final VectorSpecies<Integer> I =
            IntVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(D.vectorBitSize() / 2));

    private static final int LANES = D.length();
    private static final int MANTISSA_BITS = 52;
    private static final int WORD_BITS = 32;

    // In all lanes: a number as operand would be a call more.
    private static final DoubleVector ZERO = lanes(0.0);
    private static final DoubleVector HALF = lanes(0.5);
    private static final DoubleVector MINUS_HALF = lanes(-0.5);
    private static final DoubleVector ONE = lanes(1.0);
    private static final DoubleVector TWO = lanes(2.0);
    private static final DoubleVector NAN = lanes(Double.NaN);
    private static final DoubleVector LN_2_HIGH = lanes(Exponential.LN_2_HIGH);
    private static final DoubleVector LN_2_LOW = lanes(Exponential.LN_2_LOW);

    private static final DoubleVector TINY = lanes(Exponential.TINY);
    private static final DoubleVector HUGE = lanes(Exponential.HUGE);
    private static final DoubleVector HALF_LN_2 = lanes(Exponential.HALF_LN_2);
    private static final DoubleVector INVERSE_LN_2 = lanes(Exponential.INVERSE_LN_2);
    private static final DoubleVector P1 = lanes(Exponential.P1);
    private static final DoubleVector P2 = lanes(Exponential.P2);
    private static final DoubleVector P3 = lanes(Exponential.P3);
    private static final DoubleVector P4 = lanes(Exponential.P4);
    private static final DoubleVector P5 = lanes(Exponential.P5);

    private static final DoubleVector L1 = lanes(Logarithm.L1);
    private static final DoubleVector L2 = lanes(Logarithm.L2);
    private static final DoubleVector L3 = lanes(Logarithm.L3);
    private static final DoubleVector L4 = lanes(Logarithm.L4);
    private static final DoubleVector L5 = lanes(Logarithm.L5);
    private static final DoubleVector L6 = lanes(Logarithm.L6);
    private static final DoubleVector L7 = lanes(Logarithm.L7);
    private static final DoubleVector LEAST_NORMAL = lanes(Double.MIN_NORMAL);

    /// Nearer to a power of two Logarithm has another way.
    private static final DoubleVector LEAST_REST = lanes(0x1p-20);

    // What is left of a mantissa in the part that Logarithm treats apart: from the one on up to
    // sqrt(2) - 1, and from sqrt(1/2) - 1 up to the other.
    private static final DoubleVector PART_FROM = part(Logarithm.PART_FROM, 1);
    private static final DoubleVector PART_TO = part(Logarithm.PART_TO + 1, 0.5);

    private static final LongVector HIGH_MANTISSA = highWord(Logarithm.MANTISSA);
    private static final LongVector MANTISSA = lanes((1L << MANTISSA_BITS) - 1);
    private static final LongVector TO_SQRT_2 = highWord(Logarithm.TO_SQRT_2);
    private static final LongVector EXPONENT_UNIT = highWord(Logarithm.EXPONENT_UNIT);
    private static final LongVector ONE_BITS = highWord(Logarithm.ONE_HIGH);

    /// 1.5 * 2^52: an f64 with this exponent has a small integer in its last bits.
    private static final DoubleVector WHOLE = lanes(0x1.8p52);

    private static final LongVector TO_WHOLE =
            lanes(Double.doubleToRawLongBits(0x1.8p52) - Logarithm.BIAS);

    private VectorFunctions() {}

    private static DoubleVector lanes(double number) {
        return DoubleVector.broadcast(D, number);
    }

    private static LongVector lanes(long number) {
        return LongVector.broadcast(L, number);
    }

    private static LongVector highWord(long word) {
        return lanes(word << WORD_BITS);
    }

    private static DoubleVector part(long mantissa, double scale) {
        long bits = (Logarithm.ONE_HIGH | mantissa) << WORD_BITS;
        return lanes(Double.longBitsToDouble(bits) * scale - 1.0);
    }

    public static DoubleVector exp(DoubleVector x) {
        DoubleVector size = x.abs();
        DoubleVector half = HALF.blend(MINUS_HALF, x.compare(LT, ZERO));
        DoubleVector near = x.mul(INVERSE_LN_2).add(half);
        near = near.blend(ZERO, size.compare(LT, HALF_LN_2));
        IntVector scale = (IntVector) near.convertShape(D2I, I, 0);
        DoubleVector times = (DoubleVector) scale.convertShape(I2D, D, 0);
        DoubleVector high = x.sub(times.mul(LN_2_HIGH));
        DoubleVector low = times.mul(LN_2_LOW);
        DoubleVector r = high.sub(low);
        DoubleVector t = r.mul(r);
        DoubleVector p = t.mul(P5).add(P4).mul(t).add(P3).mul(t).add(P2).mul(t).add(P1);
        DoubleVector c = r.sub(t.mul(p));
        DoubleVector quotient = r.mul(c).div(TWO.sub(c));
        DoubleVector y = ONE.sub(low.sub(quotient).sub(high));
        LongVector exponent = (LongVector) scale.convertShape(I2L, L, 0);
        LongVector bits = y.reinterpretAsLongs().add(exponent.lanewise(LSHL, MANTISSA_BITS));
        DoubleVector power = NAN.blend(bits.reinterpretAsDoubles(), size.compare(LT, HUGE));
        return power.blend(x.add(ONE), size.compare(LT, TINY));
    }

    public static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector carry = bits.and(HIGH_MANTISSA).add(TO_SQRT_2).and(EXPONENT_UNIT);
        LongVector reduced = bits.and(MANTISSA).or(carry.lanewise(XOR, ONE_BITS));
        DoubleVector f = reduced.reinterpretAsDoubles().sub(ONE);
        LongVector exponent = bits.add(carry).lanewise(LSHR, MANTISSA_BITS);
        DoubleVector k = exponent.add(TO_WHOLE).reinterpretAsDoubles().sub(WHOLE);
        DoubleVector s = f.div(f.add(TWO));
        DoubleVector z = s.mul(s);
        DoubleVector w = z.mul(z);
        DoubleVector odd = w.mul(L7).add(L5).mul(w).add(L3).mul(w).add(L1).mul(z);
        DoubleVector r = odd.add(w.mul(L6).add(L4).mul(w).add(L2).mul(w));
        DoubleVector low = k.mul(LN_2_LOW);
        DoubleVector half = f.mul(HALF).mul(f);
        DoubleVector apart = half.sub(s.mul(half.add(r)).add(low));
        VectorMask<Double> isApart = f.compare(GE, PART_FROM).or(f.compare(LT, PART_TO));
        DoubleVector rest = s.mul(f.sub(r)).sub(low).blend(apart, isApart);
        DoubleVector logarithm = k.mul(LN_2_HIGH).sub(rest.sub(f));
        VectorMask<Double> isUsual =
                x.compare(GE, LEAST_NORMAL).and(f.abs().compare(GE, LEAST_REST));
        return NAN.blend(logarithm, isUsual);
    }

    /// The sum with all lanes, which are added from the first to the last.
    public static double addInOrder(double sum, DoubleVector terms) {
        double total = sum + terms.lane(0);
        if (LANES >= 2) {
            total += terms.lane(1);
        }
        if (LANES >= 4) {
            total = total + terms.lane(2) + terms.lane(3);
        }
        if (LANES >= 8) {
            total = total + terms.lane(4) + terms.lane(5) + terms.lane(6) + terms.lane(7);
        }
        for (int i = 8; i < LANES; i++) {
            total += terms.lane(i);
        }
        return total;
    }
}
