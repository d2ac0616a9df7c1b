package io.sluice.config.keys;

import java.util.Arrays;
import java.util.Locale;

/** What the value of a key may be. */
public enum KeyType {
    /** {@code Boolean} */
    BOOL("true or false", true),
    /** {@code Integer}, negative ones too */
    INTEGER("a whole number", true),
    /** {@code Integer} */
    COUNT("a whole number from 0 to 2147483647", true),
    /** {@code Integer} */
    PORT("a port number from 0 to 65535", true),
    /** {@code List<PortRange>}: none for 0, else one */
    PORTS("a port number, or a range such as 7882-7892", true),
    /** {@code Double} */
    NUMBER("a number", true),
    /** {@code String} */
    TEXT("a text", true),
    /** {@code String} that is never repeated in a message */
    SECRET("a text", true),
    /** {@code String} out of a fixed set */
    CHOICE("one of a set", true),
    /** {@code Duration} */
    DURATION("a duration such as 500ms or 1m30s", true),
    /** {@code List<InetAddress>}: at most one of each family */
    ADDRESSES("an IP address, or an IPv4 and an IPv6 address with a comma between", true),
    /** {@code List<String>} */
    TEXTS("a list of texts", false),
    /** {@code List<Network>} */
    NETWORKS("a list of networks such as 10.0.0.0/8", false),
    /** {@code List<Duration>} */
    DURATIONS("a list of durations", false),
    /** {@code Map<String, String>} */
    TEXT_MAP("a section of texts", false),
    /** {@code Map<String, String>} whose values are never repeated in a message */
    SECRET_MAP("a section of texts", false),
    /** {@code YamlNode.Mapping}, unchecked inside */
    TREE("a section", false);

    private final String expectation;
    private final boolean scalar;

    KeyType(String expectation, boolean scalar) {
        this.expectation = expectation;
        this.scalar = scalar;
    }

    /** What a value must be, to go after "expected". */
    public String expectation() {
        return expectation;
    }

    /** Whether a value is one text, hence fits an environment variable. */
    public boolean isScalar() {
        return scalar;
    }

    /** Whether a value must not appear in messages. */
    public boolean isSecret() {
        return this == SECRET || this == SECRET_MAP;
    }

    /** Name in the table and in the reference. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static KeyType ofLabel(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of key: " + label));
    }
}
