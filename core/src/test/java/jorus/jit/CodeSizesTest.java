package jorus.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.engine.Compilation;
import jorus.interp.Execution;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;

class CodeSizesTest {
    /// What the JDK's own reader says.
    private static int expected(byte[] bytes) {
        int largest = 0;
        for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
            var code = method.findAttribute(Attributes.code());
            largest = code.isEmpty() ? largest : Math.max(largest, code.get().codeLength());
        }
        return largest;
    }

    @Test
    void agrees_with_the_class_file_api() throws IOException {
        Class<?>[] classes = {
            Object.class,
            String.class,
            Runnable.class,
            Thread.State.class,
            java.lang.invoke.MethodHandles.class,
            Execution.class,
            Compilation.class,
            MethodTranslator.class,
            CodeSizes.class
        };
        for (Class<?> type : classes) {
            String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
            try (InputStream stream = type.getResourceAsStream(name)) {
                byte[] bytes = stream.readAllBytes();
                assertEquals(expected(bytes), CodeSizes.largest(bytes), type.getName());
            }
        }
    }
}
