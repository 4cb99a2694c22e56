package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** Which factor an id in a form names. */
@FunctionalInterface
interface FactorLookup {
    /** One of the person's own, or none: an id of somebody else's is no id here. */
    FactorLookup OWN = (asking, id) ->
            asking.factors().stream().filter(factor -> factor.id().equals(id)).findFirst();

    Optional<Factor> find(Person asking, String id);
}
