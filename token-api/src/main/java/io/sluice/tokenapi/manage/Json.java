package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes what is answered: a member without a value is left out. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode put(ObjectNode object, String name, @Nullable String value) {
        return value == null ? object : object.put(name, value);
    }

    /** ISO 8601 in UTC. */
    static ObjectNode put(ObjectNode object, String name, @Nullable Instant value) {
        return value == null ? object : object.put(name, value.toString());
    }

    static ObjectNode put(ObjectNode object, String name, Collection<String> values) {
        ArrayNode array = object.putArray(name);
        values.forEach(array::add);
        return object;
    }
}
