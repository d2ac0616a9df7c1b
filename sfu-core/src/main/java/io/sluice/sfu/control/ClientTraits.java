package io.sluice.sfu.control;

import java.util.List;
import java.util.Locale;

/**
 * What a client says of itself, and what follows from it.
 *
 * @param sdk lower-case name such as {@code js}, {@code rust}; empty if unknown
 * @param sdkVersion of the SDK
 * @param protocol signalling protocol version
 * @param clientProtocol client-to-client feature level, only passed on
 * @param os operating system
 * @param browser browser, if any
 * @param browserVersion of the browser
 * @param capabilities numbers of client capabilities, only passed on
 */
public record ClientTraits(
        String sdk,
        String sdkVersion,
        int protocol,
        int clientProtocol,
        String os,
        String browser,
        String browserVersion,
        List<Integer> capabilities) {
    public ClientTraits {
        capabilities = List.copyOf(capabilities);
    }

    /** Firefox: does not follow the codec order of answers on some systems, changes track ids. */
    public boolean firefox() {
        return browser.toLowerCase(Locale.ROOT).startsWith("firefox");
    }

    /** Safari: sections of a peer connection must not be used twice. */
    public boolean safari() {
        return browser.toLowerCase(Locale.ROOT).startsWith("safari");
    }

    /** Firefox on Linux and Android ignores the codec order of an answer. */
    public boolean ignoresCodecOrder() {
        String system = os.toLowerCase(Locale.ROOT);
        return firefox() && (system.contains("linux") || system.contains("android"));
    }
}
