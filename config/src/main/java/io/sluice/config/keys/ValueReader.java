package io.sluice.config.keys;

import io.sluice.config.net.Network;
import io.sluice.config.net.PortRange;
import io.sluice.config.yaml.YamlNode;
import io.sluice.config.yaml.YamlNode.Kind;
import io.sluice.config.yaml.YamlNode.Scalar;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns what an operator wrote into the Java type that {@link KeyType} names for it. */
public final class ValueReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d(?:_?\\d){0,17}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d[\\d_]*(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

    private ValueReader() {}

    /** A value of the wrong type. The message goes after the key it was meant for, and never holds a secret. */
    public static final class WrongValue extends Exception {
        private final String message;

        WrongValue(String message) {
            super(message);
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    /** Reads a node of a YAML document, which is strict about types: a quoted number is a text. */
    public static Object read(KnownKey key, YamlNode node) throws WrongValue {
        try {
            return switch (key.type()) {
                case TEXTS -> list(node, item -> scalar(key, KeyType.TEXT, item));
                case NETWORKS -> list(node, item -> Network.parse((String) scalar(key, KeyType.TEXT, item)));
                case DURATIONS -> list(node, item -> scalar(key, KeyType.DURATION, item));
                case TEXT_MAP, SECRET_MAP -> map(key, node);
                case TREE -> tree(node);
                default -> scalar(key, key.type(), node);
            };
        } catch (IllegalArgumentException e) {
            throw new WrongValue("expected " + key.expectation() + ", got " + got(key, node));
        }
    }

    /** Reads the text of an environment variable or a flag, where everything is text to begin with. */
    public static Object parse(KnownKey key, String text) throws WrongValue {
        try {
            return ofText(key, key.type(), text);
        } catch (IllegalArgumentException e) {
            throw new WrongValue("expected " + key.expectation() + ", got "
                    + (key.type().isSecret() ? "something else" : quote(text)));
        }
    }

    /** The value of a key nobody set: its default, else what stands for nothing in its type. */
    public static Object defaultOf(KnownKey key) {
        String text = key.defaultText();
        return switch (key.type()) {
            case TEXTS -> text.isEmpty() ? List.of() : List.of(text.split(","));
            case DURATIONS -> text.isEmpty() ? List.of() : List.of(GoDuration.parse(text));
            case NETWORKS, ADDRESSES, PORTS -> List.of();
            case TEXT_MAP, SECRET_MAP -> Map.of();
            case TREE -> new YamlNode.Mapping(0, Map.of());
            // A choice without a default has none of its choices chosen.
            case TEXT, SECRET, CHOICE -> text;
            case BOOL, INTEGER, COUNT, PORT, NUMBER, DURATION -> ofText(key, key.type(), text);
        };
    }

    private static Object scalar(KnownKey key, KeyType type, YamlNode node) {
        if (!(node instanceof Scalar scalar) || scalar.kind() == Kind.NULL) {
            throw new IllegalArgumentException("not a scalar");
        }
        String text = scalar.text();
        boolean fits = switch (type) {
            case TEXT, SECRET, CHOICE, ADDRESSES -> true;
            case BOOL -> scalar.kind() == Kind.BOOLEAN || scalar.kind() == Kind.TEXT;
            case INTEGER, COUNT, PORT -> scalar.kind() == Kind.INTEGER;
            // A quoted number is text, and so is 1e9 in YAML 1.1.
            case NUMBER -> scalar.kind() != Kind.BOOLEAN;
            default -> scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.TEXT;
        };
        if (!fits) {
            throw new IllegalArgumentException("another kind of scalar");
        }
        return type == KeyType.BOOL ? yamlBool(text) : ofText(key, type, text);
    }

    private static Object ofText(KnownKey key, KeyType type, String text) {
        return switch (type) {
            case BOOL -> bool(text);
            case INTEGER -> bounded(whole(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case COUNT -> bounded(whole(text), 0, Integer.MAX_VALUE);
            case PORT -> bounded(whole(text), 0, 65_535);
            case PORTS -> text.strip().equals("0") ? List.of() : List.of(PortRange.parse(text));
            case NUMBER -> number(text);
            case TEXT, SECRET -> text;
            case CHOICE -> choice(key, text);
            case DURATION -> GoDuration.parse(text);
            case ADDRESSES -> addresses(text);
            case TEXTS, NETWORKS, DURATIONS, TEXT_MAP, SECRET_MAP, TREE ->
                throw new IllegalArgumentException("not one text");
        };
    }

    private static <T> List<T> list(YamlNode node, Function<YamlNode, T> item) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            throw new IllegalArgumentException("not a list");
        }
        return sequence.items().stream().map(item).toList();
    }

    private static Map<String, String> map(KnownKey key, YamlNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        tree(node).entries().forEach((name, entry) -> map.put(name, (String) scalar(key, KeyType.TEXT, entry.value())));
        return map;
    }

    private static YamlNode.Mapping tree(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw new IllegalArgumentException("not a section");
        }
        return mapping;
    }

    /** As Go reads a flag. */
    private static Boolean bool(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    /** As YAML 1.1 reads a plain scalar where a boolean is wanted. */
    private static Boolean yamlBool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            case "false", "no", "off", "n" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a whole number");
        }
        return Long.parseLong(text.replace("_", ""));
    }

    private static Integer bounded(long number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of bounds");
        }
        return (int) number;
    }

    private static Double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number");
        }
        double number = Double.parseDouble(text.replace("_", ""));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("too large a number");
        }
        return number;
    }

    private static String choice(KnownKey key, String text) {
        return key.choices().stream()
                .filter(choice -> choice.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of the choices"));
    }

    private static List<InetAddress> addresses(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<InetAddress> addresses = new ArrayList<>(2);
        for (String literal : text.split(",", -1)) {
            addresses.add(InetAddress.ofLiteral(literal.strip()));
        }
        long v4 = addresses.stream().filter(Inet4Address.class::isInstance).count();
        if (v4 > 1 || addresses.size() - v4 > 1) {
            throw new IllegalArgumentException("two addresses of one family");
        }
        return addresses;
    }

    private static String got(KnownKey key, YamlNode node) {
        if (key.type().isSecret() || !(node instanceof Scalar scalar) || scalar.kind() == Kind.NULL) {
            return node.describe();
        }
        return scalar.kind() == Kind.TEXT ? "the text " + quote(scalar.text()) : scalar.text();
    }

    private static String quote(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
}
