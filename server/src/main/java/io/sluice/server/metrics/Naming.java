package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the families of the page are called. */
public enum Naming {
    /** As livekit-server calls them, so that dashboards made for it go on working. */
    LIVEKIT {
        @Override
        Name of(String name, Type type) {
            return new Name(name, 1);
        }
    },
    /**
     * The same by <a href="https://prometheus.io/docs/practices/naming/">Prometheus' rules</a>, which {@code promtool check metrics} holds
     * pages against: counters and nothing else end in {@code _total}, units are the base units, written out, and no name tells a type.
     */
    CONVENTIONAL {
        @Override
        Name of(String name, Type type) {
            Name inBaseUnits = baseUnits(UNIT_UNSAID.getOrDefault(name, name));
            String bare = without("_counter", without("_total", inBaseUnits.text));
            return new Name(type == Type.COUNTER ? bare + "_total" : bare, inBaseUnits.unitsInBaseUnit);
        }
    };

    /** Names of LiveKit's that do not say what they are in, as they would be if they did. */
    private static final Map<String, String> UNIT_UNSAID = Map.of(
            "livekit_forward_latency", "livekit_forward_latency_mean_ns",
            "livekit_forward_jitter", "livekit_forward_jitter_ns");

    /**
     * What a family is called.
     *
     * @param unitsInBaseUnit what values are divided by, so that they are in the unit that the name tells
     */
    record Name(String text, double unitsInBaseUnit) {}

    abstract Name of(String name, Type type);

    /** What a reader of the page asked for, in lower case; empty if there is no such naming. */
    static Optional<Naming> called(String asked) {
        for (Naming naming : values()) {
            if (naming.toString().equals(asked)) {
                return Optional.of(naming);
            }
        }
        return Optional.empty();
    }

    private static Name baseUnits(String name) {
        int unit = name.lastIndexOf('_');
        String bare = name.substring(0, unit);
        return switch (name.substring(unit)) {
            case "_ms" -> new Name(bare + "_seconds", 1e3);
            case "_us" -> new Name(bare + "_seconds", 1e6);
            case "_ns" -> new Name(bare + "_seconds", 1e9);
            case "_percent" -> new Name(bare + "_ratio", 1e2);
            default -> new Name(name, 1);
        };
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
