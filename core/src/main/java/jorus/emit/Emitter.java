package jorus.emit;

import jorus.builtin.Builtin;
import jorus.image.ImageBuilder;
import jorus.ir.IrFunction;
import jorus.ir.IrProgram;

import java.util.List;

/// Emits a program: IR to the image under construction.
public final class Emitter {
    /// How far the offsets in instructions reach: frame and outgoing arguments of one function.
    public static final int MAX_REACH_BYTES = 1 << 16;

    private Emitter() {}

    /// Functions of the image are numbered like those of the program.
    ///
    /// A function that needs a larger frame than [#MAX_REACH_BYTES] is reported to the
    /// program's diagnostics, and the result must not be used then.
    public static ImageBuilder emit(IrProgram program) {
        return emit(program, null, EmitOptions.ofProperty());
    }

    /// The same; `placement`, unless it is null, gets where everything was put.
    public static ImageBuilder emit(IrProgram program, Placement placement) {
        return emit(program, placement, EmitOptions.ofProperty());
    }

    /// As `emit`, with a choice of optimisations.
    public static ImageBuilder emit(
            IrProgram program, Placement placement, EmitOptions options) {
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
                            function, image, types, globals, signatures, builtins, options);
            if (emitter.reachBytes() > MAX_REACH_BYTES) {
                String message =
                        "function '"
                                + function.name()
                                + "' needs a frame of "
                                + emitter.reachBytes()
                                + " bytes; the limit is "
                                + MAX_REACH_BYTES;
                program.refuse(function, message);
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
}
