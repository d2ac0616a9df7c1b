package io.sluice.server.metrics;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A page in Prometheus' text format 0.0.4. Families are opened by {@link #family}, the samples of one follow each other. Written by hand
 * because the client library renames what does not follow its rules, and LiveKit's names do not: counters without {@code _total}, gauges with
 * it.
 */
public final class Exposition {
    private final StringBuilder text = new StringBuilder(32 * 1024);
    private final String constantLabels;
    private final Naming naming;
    private Naming.Name family = new Naming.Name("", 1);
    private String labels = "";

    /**
     * @param nodeId label of all families that begin with {@code livekit_}
     * @param naming how families are called
     */
    public Exposition(String nodeId, Naming naming) {
        this.naming = naming;
        this.constantLabels = "node_id=\"" + escape(nodeId) + "\",node_type=\"SERVER\"";
    }

    /** The kinds of families there are. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * Opens a family.
     *
     * @param name as LiveKit calls it, or ours
     */
    public Exposition family(String name, Type type, String help) {
        family = naming.of(name, type);
        labels = name.startsWith("livekit_") ? constantLabels : "";
        text.append("# HELP ").append(family.text()).append(' ').append(help).append('\n');
        text.append("# TYPE ")
                .append(family.text())
                .append(' ')
                .append(type.name().toLowerCase(Locale.ROOT))
                .append('\n');
        return this;
    }

    /**
     * A sample of the open family.
     *
     * @param value in the unit of the name that the family was opened with
     * @param pairs label, value, label, value…
     */
    public Exposition sample(double value, String... pairs) {
        return line("", inBaseUnit(value), pairs);
    }

    private double inBaseUnit(double value) {
        return value / family.unitsInBaseUnit();
    }

    private Exposition line(String suffix, double value, String... pairs) {
        text.append(family.text()).append(suffix);
        boolean open = !labels.isEmpty();
        if (open || pairs.length > 0) {
            text.append('{').append(labels);
            for (int i = 0; i < pairs.length; i += 2) {
                text.append(open ? "," : "")
                        .append(pairs[i])
                        .append("=\"")
                        .append(escape(pairs[i + 1]))
                        .append('"');
                open = true;
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    /**
     * A histogram of the open family.
     *
     * @param bounds upper ends of the ranges
     * @param counts values in each range, and above the last: one more than bounds
     */
    public Exposition histogram(double[] bounds, long[] counts, double sum, String... pairs) {
        String[] withBound = new String[pairs.length + 2];
        System.arraycopy(pairs, 0, withBound, 0, pairs.length);
        withBound[pairs.length] = "le";
        long count = 0;
        for (int i = 0; i <= bounds.length; i++) {
            count += counts[i];
            withBound[pairs.length + 1] = i < bounds.length ? number(inBaseUnit(bounds[i])) : "+Inf";
            line("_bucket", count, withBound);
        }
        line("_sum", inBaseUnit(sum), pairs);
        return line("_count", count, pairs);
    }

    /** Appends families that somebody else wrote in the same format. */
    public Exposition append(String families) {
        text.append(families);
        if (!families.isEmpty() && !families.endsWith("\n")) {
            text.append('\n');
        }
        return this;
    }

    /** As Go writes numbers, so that the names of ranges are LiveKit's. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal digits = BigDecimal.valueOf(value).stripTrailingZeros();
        return Math.abs(value) < 1e6 && Math.abs(value) >= 1e-4 ? digits.toPlainString() : scientific(digits);
    }

    private static String scientific(BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int power = digits.length() - 1 - value.scale();
        return (value.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (power < 0 ? "e-" : "e+")
                + (Math.abs(power) < 10 ? "0" : "")
                + Math.abs(power);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** All that was written. */
    public String text() {
        return text.toString();
    }
}
