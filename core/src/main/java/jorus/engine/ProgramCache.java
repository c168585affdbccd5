package jorus.engine;

import jorus.image.Image;
import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.source.SourceFile;
import jorus.verify.VerifiedImage;
import jorus.verify.Verifier;
import jorus.verify.VerifyFailure;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Images of programs that have run, in a folder of the user's, so that a program that has not
/// changed is not compiled again (docs/decisions/0018-start.md).
///
/// An entry is found by the program's path. It has all that the image depends on, the texts of its
/// sources included, and holds only if each of that is the same, byte for byte; nothing depends on
/// a hash. Its image is verified like any other. Whatever is wrong with an entry or the folder
/// means that the program is compiled.
///
/// ```
/// magic i32 | version | folder | search path | n i32 | n sources: path, text | m i32 | m absent
///           | image bytes i32 | image
/// ```
///
/// Strings and texts have their length in bytes before them; numbers are big-endian.
public final class ProgramCache {
    /// All entries together stay below this; the oldest go first.
    public static final long MAX_BYTES = 64L << 20;

    static final String ENDING = ".jorc";

    private static final String HOT_ENDING = ".hot";

    /// Larger programs are not kept.
    static final int MAX_ENTRY_BYTES = 16 << 20;

    private static final int MAGIC = 0x4A4F5243;
    private static final String FOLDER_PROPERTY = "jorus.cache";

    private final File folder;
    private final String version;
    private final long limitBytes;

    ProgramCache(File folder, String version, long limitBytes) {
        this.folder = folder;
        this.version = version;
        this.limitBytes = limitBytes;
    }

    /// The cache in the folder that the launcher names, or null: then there is none.
    public static ProgramCache open() {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder == null || folder.isEmpty() || !Boolean.getBoolean("jorus.plain")) {
            return null;
        }
        String version = versionOfJars();
        return version == null ? null : new ProgramCache(new File(folder), version, MAX_BYTES);
    }

    /// What tells this compiler from any other: its jars, with sizes and times. Null if it does not
    /// run from jars.
    private static String versionOfJars() {
        String path = System.getProperty("java.class.path");
        StringBuilder version = new StringBuilder(128);
        int start = 0;
        while (start <= path.length()) {
            int end = path.indexOf(File.pathSeparatorChar, start);
            end = end < 0 ? path.length() : end;
            File jar = new File(path.substring(start, end));
            if (!jar.getName().endsWith(".jar")) {
                return null;
            }
            version.append(jar.getPath()).append(' ').append(jar.length()).append(' ');
            version.append(jar.lastModified()).append('\n');
            start = end + 1;
        }
        return version.toString();
    }

    public File folder() {
        return folder;
    }

    /// The entries that there are, of any version.
    public List<File> entries() {
        List<File> found = new ArrayList<>();
        File[] files = folder.listFiles();
        if (files != null) {
            for (int i = 0; i < files.length; i++) {
                if (files[i].getName().endsWith(ENDING)) {
                    found.add(files[i]);
                }
            }
        }
        return found;
    }

    private static String currentFolder() {
        return System.getProperty("user.dir", "");
    }

    private static String searchPath() {
        return System.getenv("ORUSPATH") + File.pathSeparator + System.getProperty("jorus.home");
    }

    /// The entry of the program with this path.
    File entry(String path) {
        long hash = hash(hash(0xCBF29CE484222325L, currentFolder()), path);
        StringBuilder name = new StringBuilder(24);
        for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
            name.append(Character.forDigit((int) (hash >>> shift) & 15, 16));
        }
        return new File(folder, name.append(ENDING).toString());
    }

    private static long hash(long state, String text) {
        long hash = state;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return (hash ^ 0xFFFF) * 0x100000001B3L;
    }

    // reading

    /// The program of `source`, to be closed, or null if it has to be compiled. What was hot is
    /// compiled for a run that counts fuel, or not.
    public Program find(SourceFile source, PhaseTimes times, boolean countsFuel) {
        times.begin(Phase.VERIFY);
        File entry = entry(source.path());
        try {
            byte[] bytes = read(entry);
            return bytes == null ? null : program(ByteBuffer.wrap(bytes), source, countsFuel);
        } catch (IOException | RuntimeException _) {
            // Cut short, or not ours. What is written next replaces it.
            return null;
        } finally {
            times.end();
        }
    }

    private static byte[] read(File entry) throws IOException {
        long size = entry.length();
        if (size == 0 || size > MAX_ENTRY_BYTES) {
            return null;
        }
        byte[] bytes = new byte[(int) size];
        try (FileInputStream stream = new FileInputStream(entry)) {
            return stream.readNBytes(bytes, 0, bytes.length) == bytes.length ? bytes : null;
        }
    }

    private Program program(ByteBuffer from, SourceFile source, boolean countsFuel) {
        if (from.getInt() != MAGIC || !text(from).equals(version)) {
            return null;
        }
        if (!text(from).equals(currentFolder())) {
            return null;
        }
        String searched = text(from);
        int count = from.getInt();
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = text(from);
            boolean isMain = i == 0 && path.equals(source.path());
            SourceFile file = isMain ? source : new SourceReader(path, null).read();
            int length = from.getInt();
            if (file == null || !file.isText(from.array(), from.position(), length)) {
                return null;
            }
            from.position(from.position() + length);
            files.add(file);
        }
        int absent = from.getInt();
        for (int i = 0; i < absent; i++) {
            if (new File(text(from)).isFile()) {
                return null;
            }
        }
        boolean isAlone = count == 1 && absent == 0;
        if (count < 1 || files.get(0) != source || !isAlone && !searched.equals(searchPath())) {
            return null;
        }
        int length = from.getInt();
        return length == from.remaining() ? load(from, files, countsFuel) : null;
    }

    private Program load(ByteBuffer from, List<SourceFile> files, boolean countsFuel) {
        byte[] hot = hot(hotFile(entry(files.get(0).path())));
        Forehand forehand = hot == null ? null : Forehand.begin(countsFuel);
        // The first who wants memory waits for another thread (Priming.machine).
        Verifier.prime();
        OffHeap memory = new OffHeap();
        HotList list = null;
        try {
            int bytes = from.remaining();
            long base = memory.allocate(Category.CODE, bytes, Memory.CACHE_LINE);
            Memory.copyIn(from.array(), from.position(), base, bytes);
            VerifiedImage image = Verifier.verify(new Image(base, bytes));
            list = hot == null ? null : HotList.read(hot, image.image());
            if (list != null && forehand != null) {
                forehand.follow(image, list);
                return new CachedProgram(image, memory, files, list, forehand);
            }
            return new CachedProgram(image, memory, files, list, null);
        } catch (VerifyFailure | OutOfMemory | IndexOutOfBoundsException _) {
            memory.close();
            return null;
        } finally {
            if (list == null && forehand != null) {
                forehand.dismiss();
            }
        }
    }

    private static byte[] hot(File file) {
        long size = file.length();
        if (size == 0 || size > HotList.MAX_BYTES) {
            return null;
        }
        try {
            return read(file);
        } catch (IOException _) {
            return null;
        }
    }

    private static String text(ByteBuffer from) {
        int length = from.getInt();
        String text = new String(from.array(), from.position(), length, StandardCharsets.UTF_8);
        from.position(from.position() + length);
        return text;
    }

    // writing

    /// Keeps the image of a program that has neither errors nor warnings: those would have to be
    /// reported again. Any trouble means that it is not kept.
    public void store(Compilation program) {
        boolean isSilent =
                program.isRunnable() && !program.hasErrors() && program.warnings().isEmpty();
        if (!isSilent || program.image().image().bytes() > MAX_ENTRY_BYTES) {
            return;
        }
        File entry = entry(program.path());
        try {
            folder.mkdirs();
            byte[] bytes = bytes(program);
            if (bytes.length <= MAX_ENTRY_BYTES) {
                makeRoom(bytes.length);
                // It is of an image that is replaced.
                hotFile(entry).delete();
                write(entry, bytes);
            }
        } catch (IOException _) {
            // It is compiled again.
        }
    }

    /// Keeps what a run of a program that is kept has found hot, if that is news. Any trouble means
    /// that it is not kept.
    public void remember(Program program, Instance instance) {
        remember(program, instance.hot());
    }

    /// As for an instance: of the first run.
    public void remember(Program program, Bench bench) {
        remember(program, bench.hot());
    }

    private void remember(Program program, HotList hot) {
        File entry = entry(program.path());
        if (hot == null || hot.isSame(program.hot()) || !entry.isFile()) {
            return;
        }
        try {
            write(hotFile(entry), hot.bytes(program.image().image()));
        } catch (IOException _) {
            // The next run finds it out again.
        }
    }

    /// Where the list of what is hot in an entry's program is kept.
    static File hotFile(File entry) {
        String path = entry.getPath();
        return new File(path.substring(0, path.length() - ENDING.length()) + HOT_ENDING);
    }

    /// Deletes an entry and what belongs to it; whether the entry is gone.
    public static boolean delete(File entry) {
        hotFile(entry).delete();
        return entry.delete();
    }

    /// Writes a file that is there completely or not at all.
    private static void write(File file, byte[] bytes) throws IOException {
        File part = new File(file.getPath() + "." + ProcessHandle.current().pid());
        try (FileOutputStream stream = new FileOutputStream(part)) {
            stream.write(bytes);
        } catch (IOException e) {
            part.delete();
            throw e;
        }
        if (!part.renameTo(file)) {
            part.delete();
        }
    }

    private byte[] bytes(Compilation program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        DataOutputStream to = new DataOutputStream(bytes);
        to.writeInt(MAGIC);
        put(to, version);
        put(to, currentFolder());
        put(to, searchPath());
        List<SourceFile> files = program.files();
        to.writeInt(files.size());
        for (int i = 0; i < files.size(); i++) {
            put(to, files.get(i).path());
            to.writeInt(files.get(i).length());
            files.get(i).writeTo(to);
        }
        List<String> absent = program.absentFiles();
        to.writeInt(absent.size());
        for (int i = 0; i < absent.size(); i++) {
            put(to, absent.get(i));
        }
        Image image = program.image().image();
        byte[] copy = new byte[(int) image.bytes()];
        Memory.copyOut(image.base(), copy, 0, copy.length);
        to.writeInt(copy.length);
        to.write(copy);
        return bytes.toByteArray();
    }

    private static void put(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    /// Deletes the oldest entries until so many bytes more fit.
    private void makeRoom(long bytes) {
        List<File> entries = entries();
        long total = bytes;
        for (int i = 0; i < entries.size(); i++) {
            total += entries.get(i).length();
        }
        while (total > limitBytes && !entries.isEmpty()) {
            int oldest = 0;
            for (int i = 1; i < entries.size(); i++) {
                if (entries.get(i).lastModified() < entries.get(oldest).lastModified()) {
                    oldest = i;
                }
            }
            File gone = entries.remove(oldest);
            total -= gone.length();
            delete(gone);
        }
    }
}
