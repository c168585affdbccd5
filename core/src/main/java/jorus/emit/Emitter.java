package jorus.emit;

import jorus.builtin.Builtin;
import jorus.image.ImageBuilder;
import jorus.image.ImageLayout;
import jorus.ir.IrFunction;
import jorus.ir.IrProgram;
import jorus.memory.register.FrameLayout;

import java.util.List;

/// Emits a program: IR to the image under construction.
public final class Emitter {
    /// How far operands are taken to reach. Less than they do reach, down to 0, is for tests: then
    /// every function has far slots.
    private static final int NEAR_BYTES =
            Integer.getInteger("jorus.nearBytes", FrameLayout.NEAR_BYTES);

    private Emitter() {}

    /// Functions of the image are numbered like those of the program.
    ///
    /// A function that needs a larger frame than [ImageLayout#MAX_FRAME_BYTES], or more arguments
    /// or kinds of temporaries than operands reach, is reported to the program's diagnostics, and
    /// the result must not be used then.
    public static ImageBuilder emit(IrProgram program) {
        return emit(program, null, EmitOptions.ofProperty());
    }

    /// The same; `placement`, unless it is null, gets where everything was put.
    public static ImageBuilder emit(IrProgram program, Placement placement) {
        return emit(program, placement, EmitOptions.ofProperty());
    }

    /// As `emit`, with a choice of optimisations.
    public static ImageBuilder emit(IrProgram program, Placement placement, EmitOptions options) {
        return emit(program, placement, options, NEAR_BYTES);
    }

    static ImageBuilder emit(
            IrProgram program, Placement placement, EmitOptions options, int nearBytes) {
        ImageBuilder image = new ImageBuilder();
        TypeTable types = new TypeTable(image);
        GlobalLayout globals = new GlobalLayout(program.globals());
        globals.describe(image, types);
        List<IrFunction> functions = program.functions();
        Signature[] signatures = new Signature[functions.size()];
        for (int i = 0; i < signatures.length; i++) {
            signatures[i] = Signature.of(functions.get(i));
        }
        Signature[] builtins = new Signature[Builtin.count()];
        for (int i = 0; i < signatures.length; i++) {
            IrFunction function = functions.get(i);
            FunctionEmitter emitter =
                    new FunctionEmitter(
                            function,
                            image,
                            types,
                            globals,
                            signatures,
                            builtins,
                            nearBytes,
                            options);
            String excess = excess(emitter);
            if (excess != null) {
                program.refuse(function, "function '" + function.name() + "' needs " + excess);
            } else {
                image.function(emitter.emit());
                if (placement != null) {
                    emitter.record(placement, i);
                }
            }
        }
        List<IrProgram.Method> methods = program.methods();
        for (int i = 0; i < methods.size(); i++) {
            IrProgram.Method method = methods.get(i);
            int owner = types.id(method.owner());
            int closure = types.id(method.closure());
            image.method(new ImageBuilder.MethodEntry(owner, method.name(), closure));
        }
        types.complete();
        image.entry(program.entry());
        return image;
    }

    /// What a function needs beyond the limits, or null.
    private static String excess(FunctionEmitter emitter) {
        FrameLayout frame = emitter.layout();
        if (frame.bytes() > ImageLayout.MAX_FRAME_BYTES) {
            return limit("a frame of ", frame.bytes(), ImageLayout.MAX_FRAME_BYTES);
        }
        if (frame.nearEnd() > FrameLayout.NEAR_BYTES) {
            String what = "arguments and temporaries of ";
            return limit(what, frame.nearEnd(), FrameLayout.NEAR_BYTES);
        }
        if (emitter.argumentBytes() > ImageLayout.MAX_ARGUMENT_BYTES) {
            String what = "arguments for a call of ";
            return limit(what, emitter.argumentBytes(), ImageLayout.MAX_ARGUMENT_BYTES);
        }
        return null;
    }

    private static String limit(String what, int bytes, int most) {
        return what + bytes + " bytes; the limit is " + most;
    }
}
