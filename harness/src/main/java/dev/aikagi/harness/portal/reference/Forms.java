package dev.aikagi.harness.portal.reference;

/** The parts of forms. */
final class Forms {
    private Forms() {}

    /** An input with its label. */
    record Field(String name, String type, String autocomplete, String value, Markup more) {
        static Field text(String name, String autocomplete, String value) {
            return new Field(name, "text", autocomplete, value, Markup.NOTHING);
        }

        static Field password(String name, String autocomplete) {
            return new Field(name, "password", autocomplete, "", Markup.NOTHING);
        }

        static Field digits(String name, String autocomplete) {
            return new Field(name, "text", autocomplete, "", new Markup(" inputmode=\"numeric\""));
        }

        Field with(String attributes) {
            return new Field(name, type, autocomplete, value, new Markup(more.html() + " " + attributes));
        }
    }

    static Markup form(Visit visit, String id, String action, Markup content) {
        return Markup.of("""
                <form id="{}" method="post" action="{}">
                <input type="hidden" name="_csrf" value="{}">
                {}
                </form>
                """, id, action, visit.session().csrf(), content);
    }

    /** Label, hint if there is one under {@code hint.NAME}, input. Every input has a label of its own. */
    static Markup field(Visit visit, Field field) {
        Texts texts = visit.texts();
        String hint = texts.get("hint." + field.name());
        Markup described = hint.isEmpty() ? Markup.NOTHING : Markup.of(" aria-describedby=\"{}-hint\"", field.name());
        Markup explained =
                hint.isEmpty() ? Markup.NOTHING : Markup.of("<small id=\"{}-hint\">{}</small>", field.name(), hint);
        return Markup.of(
                """
                <p class="field"><label for="{}">{}</label>
                {}<input id="{}" name="{}" type="{}" autocomplete="{}" value="{}"{}{}></p>
                """,
                field.name(),
                texts.get("label." + field.name()),
                explained,
                field.name(),
                field.name(),
                field.type(),
                field.autocomplete(),
                field.value(),
                described,
                field.more());
    }

    static Markup button(Visit visit, String key) {
        return Markup.of(
                "<p><button type=\"submit\">{}</button></p>", visit.texts().get("button." + key));
    }

    static Markup paragraph(Visit visit, String key, Object... values) {
        return Markup.of("<p>{}</p>", visit.texts().get(key, values));
    }

    static Markup signOut(Visit visit) {
        return form(visit, "sign-out-form", "/sign-out", button(visit, "sign-out"));
    }
}
