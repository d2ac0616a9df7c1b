package io.sluice.signaling.sdp;

/**
 * One line of a description.
 *
 * @param number counted from 1
 * @param type the letter before the equals sign
 * @param value what follows it
 */
record SdpLine(int number, char type, String value) {
    /** Of an attribute: its name. */
    String name() {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    /** Of an attribute: what follows the colon, without spaces around; empty for a flag. */
    String argument() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(colon + 1).strip();
    }

    /** Says that this line cannot be read. */
    SdpException broken(String reason) {
        return new SdpException(number, reason);
    }
}
