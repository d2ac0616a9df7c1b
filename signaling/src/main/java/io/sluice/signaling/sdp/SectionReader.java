package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the lines of one m-section until its model can be built. */
final class SectionReader {
    private static final int MAX_EXTENSION_ID = 255;
    private static final int DEFAULT_SCTP_PORT = 5000;
    /** What holds where the author says nothing (RFC 8841 §6). */
    private static final long DEFAULT_MESSAGE_SIZE = 65_536;

    private final MediaKind kind;
    private final String protocol;
    private final boolean portIsZero;
    private final boolean dataChannels;
    private final TransportAttributes transport;
    private final CodecAttributes codecs = new CodecAttributes();
    private final SimulcastAttributes simulcast = new SimulcastAttributes();
    private final SourceAttributes sources = new SourceAttributes();
    private final List<ExtensionParameters> extensions = new ArrayList<>();
    private String mid = "";
    private @Nullable StreamId msid;
    private boolean bundleOnly;
    private boolean reducedSize;
    private boolean extmapAllowMixed;
    private int sctpPort = DEFAULT_SCTP_PORT;
    private long maxMessageSize = DEFAULT_MESSAGE_SIZE;

    /** Begins a section with its m-line (RFC 8866 §5.14). */
    SectionReader(SdpLine line, TransportAttributes session) throws SdpException {
        Words words = new Words(line.value());
        kind = switch (words.next()) {
            case "audio" -> MediaKind.AUDIO;
            case "video" -> MediaKind.VIDEO;
            case "application" -> MediaKind.APPLICATION;
            default -> throw line.broken("kind of media");
        };
        String port = words.next();
        int slash = port.indexOf('/');
        long number = Words.number(slash < 0 ? port : port.substring(0, slash), 0xFFFF);
        protocol = words.next();
        if (number < 0 || protocol.isEmpty()) {
            throw line.broken("m-line");
        }
        portIsZero = number == 0;
        boolean channels = false;
        for (String format = words.next(); !format.isEmpty(); format = words.next()) {
            if (kind == MediaKind.APPLICATION) {
                channels |= format.equals("webrtc-datachannel");
            } else {
                codecs.format(line, format);
            }
        }
        dataChannels = channels;
        transport = new TransportAttributes(session);
    }

    void attribute(SdpLine line) throws SdpException {
        switch (line.name()) {
            case "mid" -> mid = new Words(line.argument()).next();
            case "msid" -> {
                if (msid == null) {
                    msid = SourceAttributes.streamId(line.argument());
                }
            }
            case "rtpmap" -> codecs.rtpmap(line);
            case "fmtp" -> codecs.fmtp(line);
            case "rtcp-fb" -> codecs.feedback(line);
            case "extmap" -> extension(line);
            case "extmap-allow-mixed" -> extmapAllowMixed = true;
            case "rid" -> simulcast.rid(line);
            case "simulcast" -> simulcast.simulcast(line);
            case "ssrc" -> sources.ssrc(line);
            case "ssrc-group" -> sources.group(line);
            case "rtcp-rsize" -> reducedSize = true;
            case "bundle-only" -> bundleOnly = true;
            case "sctp-port" -> sctpPort = (int) number(line, 0xFFFF);
            case "max-message-size" -> maxMessageSize = number(line, Long.MAX_VALUE);
            default -> transport.take(line);
        }
    }

    String mid() {
        return mid;
    }

    boolean carriesRtp() {
        return kind != MediaKind.APPLICATION;
    }

    boolean extmapAllowMixed() {
        return extmapAllowMixed;
    }

    MediaSection build() throws SdpException {
        boolean rejected = portIsZero && !bundleOnly;
        return new MediaSection(
                mid,
                kind,
                protocol,
                rejected,
                transport.direction(),
                // A rejected section names some format only because the grammar wants one.
                codecs.build(kind == MediaKind.AUDIO && !rejected),
                extensions,
                msid == null ? sources.firstStreamId() : msid,
                simulcast.build(),
                sources.sources(),
                sources.groups(),
                transport.ice(),
                transport.fingerprint(),
                transport.setup(),
                transport.candidates(),
                transport.endOfCandidates(),
                reducedSize,
                dataChannels ? new SctpParameters(sctpPort, maxMessageSize) : null);
    }

    /** Ids above 255 only mark what an offerer could not number (RFC 8285 §6); nothing to negotiate there. */
    private void extension(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        String id = words.next();
        int slash = id.indexOf('/');
        long number = Words.number(slash < 0 ? id : id.substring(0, slash), 0xFFFF);
        String uri = words.next();
        if (number <= 0 || uri.isEmpty()) {
            throw line.broken("extmap");
        }
        for (ExtensionParameters extension : extensions) {
            if (extension.id() == number) {
                throw line.broken("extmap id used twice");
            }
        }
        if (number <= MAX_EXTENSION_ID) {
            extensions.add(new ExtensionParameters((int) number, uri));
        }
    }

    private static long number(SdpLine line, long max) throws SdpException {
        long number = Words.number(line.argument(), max);
        if (number < 0) {
            throw line.broken(line.name());
        }
        return number;
    }
}
