package jorus.page;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A headless Chromium of its own: a process with a fresh profile, driven through its debugging
/// port (docs/decisions/0016).
public final class Chromium implements AutoCloseable {
    private static final long START_SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private Chromium(String program) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("jorus-chromium");
        process =
                new ProcessBuilder(
                                program,
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-extensions",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--force-color-profile=srgb",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("output.txt").toFile())
                        .start();
        try {
            port = awaitPort();
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /// The program's path, or null where there is none.
    public static String find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                File file = new File(folder, name);
                if (file.canExecute()) {
                    return file.getPath();
                }
            }
        }
        return null;
    }

    public static Chromium start(String program) throws IOException, InterruptedException {
        return new Chromium(program);
    }

    private int awaitPort() throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return Integer.parseInt(lines.get(0));
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException(
                "Chromium did not start:\n" + Files.readString(profile.resolve("output.txt")));
    }

    /// A new tab of this size in CSS pixels.
    public DevTools open(int width, int height) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Map<?, ?> target = (Map<?, ?>) JsonReader.read(answer);
        DevTools tab =
                DevTools.connect(http, URI.create((String) target.get("webSocketDebuggerUrl")));
        tab.resize(width, height);
        return tab;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        http.close();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
