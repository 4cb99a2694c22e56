package dev.aikagi.harness.portal.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ways to what people change when they are signed in. */
final class AccountLinks {
    private static final List<Map.Entry<String, String>> LINKS = List.of(
            Map.entry("change-password", AccountPages.PASSWORD),
            Map.entry("remove-credential", FactorPages.PATH),
            Map.entry("add-credential", FactorPages.ADD),
            Map.entry("change-mail", MailChangePages.PATH));

    private AccountLinks() {}

    static Markup all(Visit visit) {
        List<Markup> links = new ArrayList<>();
        LINKS.forEach(link -> links.add(Markup.of(
                "<p><a id=\"{}\" href=\"{}\">{}</a></p>",
                link.getKey(),
                link.getValue(),
                visit.texts().get("title." + link.getKey()))));
        return Markup.join(links);
    }
}
