package io.sluice.server.hook;

import java.util.List;

/**
 * Which events are told.
 *
 * @param include if not empty, only these
 * @param exclude otherwise all but these
 */
record EventFilter(List<String> include, List<String> exclude) {
    EventFilter {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    boolean passes(String event) {
        return include.isEmpty() ? !exclude.contains(event) : include.contains(event);
    }
}
