package dev.aikagi.harness.portal.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows every path and who may come when. What is checked here, no page can forget. */
final class Router implements Handler {
    private final Map<String, Map<String, Route>> routes = new HashMap<>();
    private final Frame frame;
    private final TurnRule turns;
    private final CsrfRule csrf;

    Router(Frame frame, TurnRule turns, CsrfRule csrf) {
        this.frame = frame;
        this.turns = turns;
        this.csrf = csrf;
    }

    private record Route(@Nullable Turn turn, Handler handler) {}

    /** A page of one turn. */
    Router get(Turn turn, Handler handler) {
        return put("GET", turn.path(), new Route(turn, handler));
    }

    /** The page's own form. */
    Router post(Turn turn, Handler handler) {
        return post(turn, turn.path(), handler);
    }

    /** Another form of the turn's page. */
    Router post(Turn turn, String path, Handler handler) {
        return put("POST", path, new Route(turn, handler));
    }

    /** A page of that turn under another path. */
    Router get(Turn turn, String path, Handler handler) {
        return put("GET", path, new Route(turn, handler));
    }

    /** A page that anyone may open at any time. */
    Router getAnytime(String path, Handler handler) {
        return put("GET", path, new Route(null, handler));
    }

    /** A form that anyone may send at any time; its CSRF token is checked all the same. */
    Router postAnytime(String path, Handler handler) {
        return put("POST", path, new Route(null, handler));
    }

    private Router put(String method, String path, Route route) {
        Route before = routes.computeIfAbsent(path, p -> new TreeMap<>()).put(method, route);
        if (before != null) {
            throw new IllegalStateException(method + " " + path + " is taken");
        }
        return this;
    }

    @Override
    public Reply handle(Visit visit) {
        Map<String, Route> methods = routes.getOrDefault(visit.path(), Map.of());
        if (methods.isEmpty()) {
            return frame.error(visit, 404, "not-found");
        }
        Route route = methods.get(visit.post() ? "POST" : "GET");
        Turn turn = visit.session().turn();
        // Turns go before methods: typing the address of a later page's form leads back too.
        if (methods.values().stream().noneMatch(r -> isOpen(r, turn))) {
            return Reply.seeOther(turn.path());
        }
        if (route == null) {
            return frame.error(visit, 405, "method-not-allowed").with("Allow", String.join(", ", methods.keySet()));
        }
        if (!isOpen(route, turn)) {
            return Reply.seeOther(turn.path());
        }
        if (visit.post() && !csrf.isGenuine(visit)) {
            return frame.error(visit, 403, "csrf");
        }
        return route.handler.handle(visit);
    }

    private boolean isOpen(Route route, Turn turn) {
        return route.turn == null || turns.opens(turn, route.turn);
    }
}
