package jorus.interp;

import jorus.isa.Op;
import jorus.runtime.Machine;

/// The second dispatch: instructions that cost much more than it, or are rare.
///
/// They are the lowest opcodes. Apart from the loop they cost it neither bytecode nor nodes of C2
/// (docs/decisions/0008-dispatch.md). None of them moves `pc` or `fp`.
final class ColdInstructions {
    private ColdInstructions() {}

    /// Executes `word`; `pc` is the address behind it.
    static long execute(Machine m, long pc, long fp, long word) {
        switch ((int) word & 0xFFFF) {
            case Op.MOVE_ANY -> Instructions.moveAny(fp, word);
            case Op.GET_GLOBAL_ANY -> Instructions.getGlobalAny(m, pc, fp, word);
            case Op.SET_GLOBAL_ANY -> Instructions.setGlobalAny(m, fp, word);
            case Op.FAR_LOAD_I32 -> Instructions.farLoadI32(fp, word);
            case Op.FAR_LOAD_I64, Op.FAR_LOAD_F64, Op.FAR_LOAD_REF ->
                    Instructions.farLoad64(fp, word);
            case Op.FAR_LOAD_ANY -> Instructions.farLoadAny(fp, word);
            case Op.FAR_STORE_I32 -> Instructions.farStoreI32(fp, word);
            case Op.FAR_STORE_I64, Op.FAR_STORE_F64, Op.FAR_STORE_REF ->
                    Instructions.farStore64(fp, word);
            case Op.FAR_STORE_ANY -> Instructions.farStoreAny(fp, word);
            case Op.ADD_U64 -> Instructions.addU64(fp, word);
            case Op.SUB_U32 -> Instructions.subU32(fp, word);
            case Op.SUB_U64 -> Instructions.subU64(fp, word);
            case Op.MUL_U64 -> Instructions.mulU64(fp, word);
            case Op.DIV_U32 -> Instructions.divU32(m, pc, fp, word);
            case Op.DIV_U64 -> Instructions.divU64(m, pc, fp, word);
            case Op.REM_U32 -> Instructions.remU32(m, pc, fp, word);
            case Op.REM_U64 -> Instructions.remU64(m, pc, fp, word);
            case Op.REM_F64 -> Instructions.remF64(m, pc, fp, word);
            case Op.NEG_I32 -> Instructions.negI32(m, pc, fp, word);
            case Op.NEG_I64 -> Instructions.negI64(m, pc, fp, word);
            case Op.AND_I32 -> Instructions.andI32(fp, word);
            case Op.AND_I64 -> Instructions.andI64(fp, word);
            case Op.OR_I32 -> Instructions.orI32(fp, word);
            case Op.OR_I64 -> Instructions.orI64(fp, word);
            case Op.ABS_F64 -> Instructions.absF64(fp, word);
            case Op.FLOOR_F64 -> Instructions.floorF64(fp, word);
            case Op.EQ_F64 -> Instructions.eqF64(fp, word);
            case Op.NE_I32 -> Instructions.neI32(fp, word);
            case Op.NE_I64 -> Instructions.neI64(fp, word);
            case Op.NE_F64 -> Instructions.neF64(fp, word);
            case Op.LE_I64 -> Instructions.leI64(fp, word);
            case Op.LE_F64 -> Instructions.leF64(fp, word);
            case Op.LT_U32 -> Instructions.ltU32(fp, word);
            case Op.LT_U64 -> Instructions.ltU64(fp, word);
            case Op.LE_U32 -> Instructions.leU32(fp, word);
            case Op.LE_U64 -> Instructions.leU64(fp, word);
            case Op.EQ_STRING -> Instructions.eqString(m, pc, fp, word);
            case Op.I64_U32 -> Instructions.i64U32(fp, word);
            case Op.I32_F64 -> Instructions.i32F64(m, pc, fp, word);
            case Op.I64_F64 -> Instructions.i64F64(m, pc, fp, word);
            case Op.INDEX_I64 -> Instructions.indexI64(fp, word);
            case Op.BOX_I32 -> Instructions.boxI32(fp, word);
            case Op.BOX_I64, Op.BOX_F64 -> Instructions.boxI64(fp, word);
            case Op.BOX_REF -> Instructions.boxRef(fp, word);
            case Op.UNBOX_I32 -> DynamicInstructions.unboxI32(m, pc, fp, word);
            case Op.UNBOX_I64, Op.UNBOX_F64, Op.UNBOX_REF ->
                    DynamicInstructions.unboxI64(m, pc, fp, word);
            case Op.TAG -> DynamicInstructions.tag(fp, word);
            case Op.ADD_ANY -> DynamicInstructions.addAny(m, pc, fp, word);
            case Op.SUB_ANY -> DynamicInstructions.subAny(m, pc, fp, word);
            case Op.MUL_ANY -> DynamicInstructions.mulAny(m, pc, fp, word);
            case Op.DIV_ANY -> DynamicInstructions.divAny(m, pc, fp, word);
            case Op.REM_ANY -> DynamicInstructions.remAny(m, pc, fp, word);
            case Op.EQ_ANY -> DynamicInstructions.eqAny(m, pc, fp, word);
            case Op.LT_ANY -> DynamicInstructions.ltAny(m, pc, fp, word);
            case Op.LE_ANY -> DynamicInstructions.leAny(m, pc, fp, word);
            case Op.GET_ANY -> Instructions.getAny(m, pc, fp, word);
            case Op.SET_ANY -> Instructions.setAny(m, pc, fp, word);
            case Op.PUSH_BOOL -> Instructions.pushBool(m, pc, fp, word);

            case Op.PUSH_ANY -> Instructions.pushAny(m, pc, fp, word);
            case Op.NEW_ARRAY -> Instructions.newArray(m, pc, fp, word);
            case Op.NEW_LITERAL -> Instructions.newLiteral(m, pc, fp, word);
            case Op.GET_STRING -> Instructions.getString(m, pc, fp, word);
            case Op.CONCAT -> Instructions.concat(m, pc, fp, word);
            case Op.GET_FIELD_ANY -> Instructions.getFieldAny(m, pc, fp, word);
            case Op.SET_FIELD_ANY -> Instructions.setFieldAny(fp, word);
            case Op.NOP -> {}
            case Op.TRAP -> throw Instructions.trap(m, pc, fp, word);
            default -> throw Instructions.unverified(word, pc);
        }
        return Calls.resume(m, pc, fp);
    }
}
