package io.sluice.signaling.sdp;

/**
 * A description while it is written. Some of its words come from other clients, so whatever could end a line or a word is made harmless
 * here, at the last place that can.
 */
final class SdpText {
    private final StringBuilder out = new StringBuilder(4096);

    /** Appends what we wrote ourselves. */
    SdpText plain(String text) {
        out.append(text);
        return this;
    }

    SdpText number(long value) {
        out.append(value);
        return this;
    }

    /** Appends one word: spaces and control characters turn into underscores. */
    SdpText word(String text) {
        return clean(text, 0x20);
    }

    /** Appends the rest of a line: control characters turn into underscores. */
    SdpText words(String text) {
        return clean(text, 0x1F);
    }

    void endLine() {
        out.append("\r\n");
    }

    void line(String text) {
        out.append(text);
        endLine();
    }

    private SdpText clean(String text, int lastBad) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c <= lastBad || c == 0x7F ? '_' : c);
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
