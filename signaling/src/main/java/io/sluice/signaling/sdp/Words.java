package io.sluice.signaling.sdp;

/** The words of one line, separated by spaces, from left to right. */
final class Words {
    private final String text;
    private int at;

    Words(String text) {
        this.text = text;
    }

    /** The next word; empty at the end. */
    String next() {
        skipSpaces();
        int start = at;
        int end = text.indexOf(' ', start);
        at = end < 0 ? text.length() : end;
        return text.substring(start, at);
    }

    /** Everything that has not been taken, without spaces around. */
    String rest() {
        skipSpaces();
        String rest = text.substring(at).strip();
        at = text.length();
        return rest;
    }

    /** The next word as a decimal number; -1 where it is none, or larger than {@code max}. */
    long nextNumber(long max) {
        return number(next(), max);
    }

    /** A decimal number of digits only; -1 where the text is none, or larger than {@code max}. */
    static long number(String digits, long max) {
        if (digits.isEmpty() || digits.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= max ? value : -1;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
