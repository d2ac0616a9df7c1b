package io.sluice.tokenapi.caller;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code Cookie} headers (RFC 6265 §5.4), leniently where browsers and proxies are sloppy. Any text is safe to pass in. */
final class CookieHeader {
    /** Of one name; a browser sends several when they were set for several paths. */
    private static final int MOST_VALUES = 4;

    private CookieHeader() {}

    /**
     * The values of the cookies with this name, percent-decoded, in the header's order. One that cannot be decoded stays as it is.
     *
     * @param header null for no header
     */
    static List<String> values(@Nullable String header, String name) {
        List<String> values = new ArrayList<>(1);
        if (header == null) {
            return values;
        }
        int start = 0;
        while (start < header.length() && values.size() < MOST_VALUES) {
            int semicolon = header.indexOf(';', start);
            int end = semicolon < 0 ? header.length() : semicolon;
            int equals = header.indexOf('=', start);
            if (equals >= 0
                    && equals < end
                    && header.substring(start, equals).strip().equals(name)) {
                values.add(decode(unquote(header.substring(equals + 1, end).strip())));
            }
            start = end + 1;
        }
        return values;
    }

    private static String unquote(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Unlike in a query a plus is a plus: signatures in base64 have some. */
    private static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character > 0x7f) {
                return value;
            }
            if (character != '%') {
                bytes[length++] = (byte) character;
                continue;
            }
            int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return value;
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
