package jorus.engine;

import jorus.check.ModuleSource;
import jorus.image.ImageNames;
import jorus.source.SourceFile;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The paths that an image file has for its sources, so that the same sources give the same bytes
/// wherever they lie: the program's own name, and those of its modules from the program's folder
/// on. Modules from elsewhere have the path that `use` says.
final class PortablePaths {
    private PortablePaths() {}

    static ImageNames of(SourceFile program, List<ModuleSource> modules) {
        File main = new File(ModuleLoader.realPath(new File(program.path())));
        String folder = main.getParent() + File.separator;
        Map<String, String> paths = new HashMap<>();
        for (int i = 0; i < modules.size(); i++) {
            SourceFile file = modules.get(i).tree().file();
            String real = ModuleLoader.realPath(new File(file.path()));
            String portable =
                    real.startsWith(folder)
                            ? real.substring(folder.length()).replace(File.separatorChar, '/')
                            : modules.get(i).name().replace('.', '/') + ".orus";
            paths.put(file.path(), portable);
        }
        boolean isFile = new File(program.path()).exists();
        paths.put(program.path(), isFile ? new File(program.path()).getName() : program.path());
        return ImageNames.portable(paths);
    }
}
