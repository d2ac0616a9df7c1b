package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing that is managed, as JSON at one path.
 *
 * <p>Each method gets the ids of the path in their order. What is wrong is thrown as a {@link Problem}.
 */
interface Resource {
    /** Path with the names of its ids in braces, as in OpenAPI. */
    String template();

    /** The thing, or null. */
    @Nullable
    ObjectNode get(List<String> ids);

    /** Stores or replaces it. @return whether it is new */
    boolean put(List<String> ids, Body body);

    /** @return whether there was one */
    boolean delete(List<String> ids);
}
