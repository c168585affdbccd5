package jorus.check;

import static jorus.check.Checking.accepted;
import static jorus.check.Checking.assertErrors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSizeTest {
    private static String[] struct(String type, int count) {
        String[] lines = new String[count + 1];
        lines[0] = "struct P:";
        for (int i = 0; i < count; i++) {
            lines[i + 1] = "    f" + i + ": " + type;
        }
        return lines;
    }

    private static String variant(int count) {
        return "    B(" + "i64, ".repeat(count) + ")";
    }

    @ParameterizedTest
    @CsvSource({"i64,4095", "string,4095", "i32,8190", "any,2047"})
    void a_struct_above_32_KiB_is_refused_at_its_name(String type, int most) {
        accepted(struct(type, most));
        assertErrors("E9002:1", struct(type, most + 1));
    }

    @Test
    void a_variant_above_32_KiB_is_refused_at_its_name() {
        accepted("enum E:", "    A", variant(4095));
        assertErrors("E9002:3", "enum E:", "    A", variant(4096));
    }
}
