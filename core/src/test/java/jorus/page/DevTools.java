package jorus.page;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// One tab of a browser, through the DevTools protocol.
public final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final int MOVES = 50;

    private static final long PATIENCE_SECONDS = 60;

    private final Map<Integer, CompletableFuture<Map<?, ?>>> calls = new ConcurrentHashMap<>();
    private final List<Map<?, ?>> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastCall = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private WebSocket socket;

    private DevTools() {}

    public static DevTools connect(HttpClient http, URI address) {
        DevTools tools = new DevTools();
        tools.socket = http.newWebSocketBuilder().buildAsync(address, tools).join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tools.call(domain + ".enable", "{}");
        }
        return tools;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
        partial.append(data);
        if (isLast) {
            Map<?, ?> message = (Map<?, ?>) JsonReader.read(partial.toString());
            partial.setLength(0);
            if (message.get("id") instanceof Double id) {
                calls.remove(id.intValue()).complete(message);
            } else {
                events.add(message);
                if ("Page.loadEventFired".equals(message.get("method"))) {
                    loaded.complete(null);
                }
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        calls.values().forEach(call -> call.completeExceptionally(error));
    }

    /// The result of a command with these parameters, an object in JSON.
    public Map<?, ?> call(String method, String parameters) {
        int id = lastCall.incrementAndGet();
        CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
        calls.put(id, answer);
        String text =
                "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
        socket.sendText(text, true).join();
        Map<?, ?> message = await(answer, method);
        if (message.containsKey("error")) {
            throw new AssertionError(method + ": " + message.get("error"));
        }
        return (Map<?, ?>) message.get("result");
    }

    private static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer to " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(what, e.getCause());
        }
    }

    public void resize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":"
                        + width
                        + ",\"height\":"
                        + height
                        + ",\"deviceScaleFactor\":1,\"mobile\":false}");
    }

    /// `light` or `dark`, as the system would say.
    public void colours(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
                        + scheme
                        + "\"}]}");
    }

    /// Shows a page; returns when it is complete, its scripts included.
    public void show(URI page) {
        loaded = new CompletableFuture<>();
        events.clear();
        call("Page.navigate", "{\"url\":" + quoted(page.toString()) + "}");
        await(loaded, "loading " + page);
    }

    /// The value of a JavaScript expression, which is JSON; a promise is waited for.
    public Object value(String expression) {
        String parameters =
                "{\"returnByValue\":true,\"awaitPromise\":true,\"expression\":"
                        + quoted(expression)
                        + "}";
        Map<?, ?> result = call("Runtime.evaluate", parameters);
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return ((Map<?, ?>) result.get("result")).get("value");
    }

    public String text(String expression) {
        return (String) value(expression);
    }

    public double number(String expression) {
        return (Double) value(expression);
    }

    public boolean isTrue(String expression) {
        return (Boolean) value(expression);
    }

    public void moveMouse(double x, double y) {
        call(
                "Input.dispatchMouseEvent",
                "{\"type\":\"mouseMoved\",\"x\":" + x + ",\"y\":" + y + "}");
    }

    public void click(double x, double y) {
        moveMouse(x, y);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    "{\"type\":\""
                            + type
                            + "\",\"x\":"
                            + x
                            + ",\"y\":"
                            + y
                            + ",\"button\":\"left\",\"clickCount\":1}");
        }
    }

    /// Moves the mouse to the middle of what a CSS selector finds first.
    /// Until the browser agrees that the pointer is there: a page that is still being laid out may
    /// have something else at the place.
    public void moveTo(String selector) {
        String isThere = "document.querySelector(" + quoted(selector) + ").matches(':hover')";
        for (int attempt = 0; attempt < MOVES; attempt++) {
            double[] at = middle(selector);
            moveMouse(at[0] + attempt % 2, at[1]);
            if (isTrue(isThere)) {
                return;
            }
        }
    }

    public void click(String selector) {
        double[] at = middle(selector);
        click(at[0], at[1]);
    }

    private double[] middle(String selector) {
        List<?> at =
                (List<?>)
                        value(
                                "(() => { const r = document.querySelector("
                                        + quoted(selector)
                                        + ").getBoundingClientRect(); return [r.x +"
                                        + " Math.min(r.width, 200) / 2, r.y + r.height / 2]; })()");
        return new double[] {(Double) at.get(0), (Double) at.get(1)};
    }

    /// Presses and releases a key, such as `ArrowDown` or `Tab`.
    public void key(String key) {
        int code =
                switch (key) {
                    case "Tab" -> 9;
                    case "Escape" -> 27;
                    case "PageDown" -> 34;
                    case "End" -> 35;
                    case "Home" -> 36;
                    case "ArrowLeft" -> 37;
                    case "ArrowUp" -> 38;
                    case "ArrowRight" -> 39;
                    case "ArrowDown" -> 40;
                    case "/" -> 191;
                    default -> throw new IllegalArgumentException(key);
                };
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    "{\"type\":\""
                            + type
                            + "\",\"key\":\""
                            + key
                            + "\",\"code\":\""
                            + key
                            + "\",\"windowsVirtualKeyCode\":"
                            + code
                            + "}");
        }
    }

    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode((String) call("Page.captureScreenshot", "{}").get("data"));
    }

    /// Errors, warnings and messages in the console, and requests for anything but the page.
    public List<String> complaints(URI page) {
        List<String> found = new ArrayList<>();
        for (Map<?, ?> event : events) {
            String method = (String) event.get("method");
            Map<?, ?> about = (Map<?, ?>) event.get("params");
            switch (method) {
                case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
                        found.add(method + about);
                case "Network.requestWillBeSent" -> {
                    String url = (String) ((Map<?, ?>) about.get("request")).get("url");
                    if (!URI.create(url).getPath().equals(page.getPath())) {
                        found.add("request of " + url);
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    public static String quoted(String text) {
        return new Json().value(text).toString();
    }

    @Override
    public void close() {
        call("Page.close", "{}");
        socket.abort();
    }
}
