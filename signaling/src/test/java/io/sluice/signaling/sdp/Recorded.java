package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.SessionDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Descriptions as they were seen on the wire; the first word of a name is the author's stack, the second says what it is. */
final class Recorded {
    static final List<String> NAMES = List.of(
            "chromium-offer-data",
            "chromium-offer-audio",
            "chromium-offer-simulcast",
            "chromium-offer-av1",
            "chromium-offer-single-pc",
            "chromium-answer-subscriber",
            "libwebrtc-offer-simulcast",
            "pion-offer-data",
            "pion-offer-audio-video",
            "pion-answer-simulcast",
            "pion-answer-single-pc",
            "pion-answer-candidates");

    private Recorded() {}

    static String text(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream("/sdp/" + name + ".sdp")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SessionDescription read(String name) throws SdpException {
        return name.contains("-offer-") ? SdpReader.readOffer(text(name)) : SdpReader.readAnswer(text(name));
    }
}
