package jorus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import jorus.builtin.Builtin;
import jorus.builtin.TrapKind;
import jorus.isa.Generated;
import jorus.isa.Opcode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

class ImageVersionTest {
    /// Raised when `ImageLayout` changes: its drawing is not a table that could be hashed.
    private static final int LAYOUT = 6;

    private static String tables() {
        StringBuilder text = new StringBuilder();
        text.append(LAYOUT).append('\n');
        for (Opcode opcode : Opcode.values()) {
            text.append(opcode.mnemonic()).append(' ').append(opcode.operands()).append('\n');
        }
        for (Builtin builtin : Builtin.values()) {
            text.append(builtin.text()).append(' ').append(builtin.module()).append(' ');
            text.append(builtin.result()).append(builtin.parameters()).append('\n');
        }
        for (TrapKind kind : TrapKind.values()) {
            text.append(kind.text()).append(' ').append(kind.code()).append('\n');
        }
        for (TypeKind kind : TypeKind.values()) {
            text.append(kind.text()).append('\n');
        }
        for (int i = 0; i < ImageLayout.Section.total(); i++) {
            ImageLayout.Section section = ImageLayout.Section.at(i);
            text.append(section.text()).append(' ').append(section.entryBytes()).append('\n');
        }
        for (int type = 0; type < TypeIds.FIRST_FREE; type++) {
            text.append(TypeIds.name(type)).append('\n');
        }
        return text.toString();
    }

    private static long hash(String text) throws NoSuchAlgorithmException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    @Test
    void the_version_is_the_hash_of_the_tables() throws IOException, NoSuchAlgorithmException {
        String source =
                """
                package jorus.image;

                /// What an image was made for. Generated from the opcode and builtin tables;
                /// compared by a test, which rewrites it with `-Djorus.bless=true`.
                public final class ImageVersion {
                    public static final long VERSION = 0x%016XL;

                    private ImageVersion() {}
                }
                """
                        .formatted(hash(tables()));
        Generated.check("core/src/main/java/jorus/image/ImageVersion.java", source);
    }

    @Test
    void another_table_is_another_version() throws NoSuchAlgorithmException {
        String changed = tables().replace("add.i32 [DEF_I32, USE_I32", "add.i32 [DEF_I32, USE_I64");
        assertNotEquals(tables(), changed);
        assertNotEquals(hash(tables()), hash(changed));
        assertEquals(hash(tables()), hash(tables()));
    }
}
