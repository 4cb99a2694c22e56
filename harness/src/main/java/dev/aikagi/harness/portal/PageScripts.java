package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.PortalProfile.Call;
import dev.aikagi.harness.portal.PortalProfile.Then;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the scripts of pages ask of the portal, as the profile says it: no script is run. */
record PageScripts(Fetcher.Window window, Fetcher fetcher) {
    /**
     * The request of a script, as it would be sent now.
     *
     * @param values what is filled in
     * @param form of the profile that it stands for; empty where the script asks by itself
     */
    RequestDraft draft(Page on, Call call, Map<String, String> values, Optional<String> form) {
        ScriptedRequest request = ScriptedRequest.of(on, call, values);
        URI uri = window.uri(request.reference());
        RequestDraft draft = fetcher.draft(call.method(), uri, request.body(), Optional.of(on.uri()));
        Map<String, String> headers = new LinkedHashMap<>(draft.headers());
        headers.putAll(request.headers());
        return new RequestDraft(draft.method(), draft.uri(), headers, draft.body(), form);
    }

    /** The page with what its script asks for as soon as it is there. */
    Page loaded(Page came) throws IOException {
        Map<String, Content> fetched = new LinkedHashMap<>();
        for (Map.Entry<String, Call> call : came.calls().entrySet()) {
            RequestDraft draft = draft(came, call.getValue(), Map.of(), Optional.empty());
            fetched.put(call.getKey(), fetcher.fetch(draft).content());
        }
        return fetched.isEmpty() ? came : came.with(fetched);
    }

    /** Where a script goes after a good answer. */
    URI destination(Then then, Page answer) {
        if (then instanceof Then.Fixed fixed) {
            return window.uri(fixed.reference());
        }
        String reference =
                answer.content().json().at(((Then.Answered) then).pointer()).asString("");
        return Fetcher.redirectTarget(answer, reference);
    }
}
