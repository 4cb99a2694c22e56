package dev.aikagi.harness.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One tab as a person has it: looks at pages, clicks with the mouse, types on the keyboard. */
public final class Tab {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DevTools devTools;
    private final String session;
    private final BlockingQueue<JsonNode> loads;
    private final BlockingQueue<JsonNode> log;
    private final BlockingQueue<JsonNode> exceptions;

    Tab(DevTools devTools, String session) throws IOException {
        this.devTools = devTools;
        this.session = session;
        this.loads = devTools.events(session, "Page.loadEventFired");
        this.log = devTools.events(session, "Log.entryAdded");
        this.exceptions = devTools.events(session, "Runtime.exceptionThrown");
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        // navigator.credentials answers only to the tab that has the focus; several tabs have it at once this way.
        call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        size(1280, 900);
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        return devTools.call(session, method, parameters);
    }

    /** The size of the window in CSS pixels. */
    public Tab size(int width, int height) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** Light or dark, as the person's system is set. */
    public Tab colours(String scheme) throws IOException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** Goes to an address and waits until its page has loaded. */
    public Tab open(URI address) throws IOException {
        return loading(() -> call("Page.navigate", Map.of("url", address.toString())));
    }

    /** Clicks what leads to another page, and waits until that has loaded. */
    public Tab follow(String selector) throws IOException {
        return loading(() -> click(selector));
    }

    /** Something that makes a page load. */
    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }

    private Tab loading(Act act) throws IOException {
        loads.clear();
        act.run();
        if (poll(loads) == null) {
            throw new IOException("no page loaded; still at " + evaluate("location.href") + ":\n"
                    + evaluate("document.body.innerText").asString());
        }
        return this;
    }

    private JsonNode poll(BlockingQueue<JsonNode> queue) throws IOException {
        try {
            return queue.poll(devTools.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a page", e);
        }
    }

    /** Clicks into the middle of an element that must be there to be seen. */
    public Tab click(String selector) throws IOException {
        JsonNode at = evaluate("""
                (() => {
                  const element = document.querySelector(%s);
                  if (!element) return null;
                  element.scrollIntoView({ block: 'center', behavior: 'instant' });
                  const box = element.getBoundingClientRect();
                  const x = box.x + box.width / 2, y = box.y + box.height / 2;
                  const hit = document.elementFromPoint(x, y);
                  const own = hit && (element.contains(hit) || hit.contains(element) || [...(element.labels ?? [])].includes(hit));
                  return own ? { x, y } : null;
                })()""".formatted(JSON.writeValueAsString(selector)));
        if (at.isNull()) {
            throw new IOException("nothing to click at " + selector + " on " + pageId());
        }
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.path("x").asDouble(),
                            "y",
                            at.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
        return this;
    }

    /** Clicks into a field and types. */
    public Tab type(String selector, String text) throws IOException {
        click(selector);
        call("Input.insertText", Map.of("text", text));
        return this;
    }

    /** Presses the tabulator key. */
    public Tab tabulator() throws IOException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
        }
        return this;
    }

    /** What an expression of JavaScript is worth; a promise is waited for. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode answer = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", false));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true, asking anew after each change of the document. */
    public Tab until(String expression) throws IOException {
        evaluate("""
                new Promise((resolve) => {
                  const look = () => { if (%s) { watch.disconnect(); resolve(true); } };
                  const watch = new MutationObserver(look);
                  watch.observe(document, { subtree: true, childList: true, attributes: true });
                  look();
                })""".formatted(expression));
        return this;
    }

    /** The id that the portal gives its page. */
    public String pageId() throws IOException {
        return evaluate("document.body.dataset.pageId || ''").asString();
    }

    /** The text of an element as it is shown; nothing of one that is not there or not to be seen. */
    public String text(String selector) throws IOException {
        return evaluate("((e) => e?.checkVisibility() ? e.innerText : '')(document.querySelector("
                        + JSON.writeValueAsString(selector) + "))")
                .asString();
    }

    /** What the browser complained about so far: refused scripts and styles, failed requests, exceptions. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        log.stream()
                .map(event -> event.path("entry"))
                .filter(entry -> entry.path("level").asString("").equals("error"))
                .forEach(entry -> complaints.add(entry.path("text").asString("") + " "
                        + entry.path("url").asString("")));
        exceptions.forEach(event -> complaints.add(event.toString()));
        return complaints;
    }

    /** The window as a PNG file. */
    public Tab picture(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asString();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
        return this;
    }

    /** A passkey provider of this tab's own, whose touch and face are always there. Its handle is returned. */
    public Authenticator authenticator(boolean userVerified) throws IOException {
        call("WebAuthn.enable", Map.of());
        Map<String, ?> options = Map.of(
                "protocol",
                "ctap2",
                "transport",
                "internal",
                "hasResidentKey",
                true,
                "hasUserVerification",
                true,
                "isUserVerified",
                userVerified,
                "automaticPresenceSimulation",
                true);
        String id = call("WebAuthn.addVirtualAuthenticator", Map.of("options", options))
                .path("authenticatorId")
                .asString();
        return new Authenticator(id);
    }

    /** The browser's own virtual authenticator: nothing of ours. */
    public final class Authenticator {
        private final String id;

        private Authenticator(String id) {
            this.id = id;
        }

        /** Whether the finger will be the right one from now on. */
        public void userVerified(boolean right) throws IOException {
            call("WebAuthn.setUserVerified", Map.of("authenticatorId", id, "isUserVerified", right));
        }

        /** How many passkeys it holds. */
        public int credentials() throws IOException {
            return call("WebAuthn.getCredentials", Map.of("authenticatorId", id))
                    .path("credentials")
                    .size();
        }
    }
}
