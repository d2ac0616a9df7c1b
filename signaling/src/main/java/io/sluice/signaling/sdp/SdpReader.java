package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's description. Unknown lines and attributes are passed over; a known one that is broken refuses the whole text. The time is
 * linear in the text, and nothing is looked up.
 */
public final class SdpReader {
    /** Characters of a description. */
    public static final int MAX_LENGTH = 1 << 20;
    /** Lines of a description: a room of two hundred tracks makes thirty thousand. */
    public static final int MAX_LINES = 1 << 16;
    /** Sections of a description. */
    public static final int MAX_SECTIONS = 256;

    private final TransportAttributes session = new TransportAttributes(null);
    private final List<SectionReader> sections = new ArrayList<>();
    private @Nullable List<String> bundle;
    private boolean extmapAllowMixed;
    private boolean iceLite;

    private SdpReader() {}

    /** Reads an offer. */
    public static SessionDescription readOffer(String sdp) throws SdpException {
        return new SdpReader().read(sdp, true);
    }

    /** Reads an answer. */
    public static SessionDescription readAnswer(String sdp) throws SdpException {
        return new SdpReader().read(sdp, false);
    }

    private SessionDescription read(String sdp, boolean offer) throws SdpException {
        if (sdp.length() > MAX_LENGTH) {
            throw new SdpException(0, "too long");
        }
        if (!sdp.startsWith("v=0")) {
            throw new SdpException(1, "no v=0 at the beginning");
        }
        int number = 0;
        int start = 0;
        while (start < sdp.length()) {
            int end = sdp.indexOf('\n', start);
            end = end < 0 ? sdp.length() : end;
            int stop = end > start && sdp.charAt(end - 1) == '\r' ? end - 1 : end;
            number++;
            if (number > MAX_LINES) {
                throw new SdpException(number, "too many lines");
            }
            if (stop > start) {
                line(number, sdp.substring(start, stop));
            }
            start = end + 1;
        }
        return build(offer);
    }

    private void line(int number, String text) throws SdpException {
        if (text.length() < 2 || text.charAt(1) != '=') {
            throw new SdpException(number, "not a line of the form x=");
        }
        SdpLine line = new SdpLine(number, text.charAt(0), text.substring(2));
        switch (line.type()) {
            case 'm' -> {
                if (sections.size() == MAX_SECTIONS) {
                    throw line.broken("too many sections");
                }
                sections.add(new SectionReader(line, session));
            }
            case 'a' -> {
                if (sections.isEmpty()) {
                    sessionAttribute(line);
                } else {
                    sections.getLast().attribute(line);
                }
            }
            default -> {}
        }
    }

    private void sessionAttribute(SdpLine line) throws SdpException {
        switch (line.name()) {
            case "group" -> group(line);
            case "extmap-allow-mixed" -> extmapAllowMixed = true;
            case "ice-lite" -> iceLite = true;
            default -> session.take(line);
        }
    }

    /** Of several groups the first BUNDLE counts. */
    private void group(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        if (!words.next().equals("BUNDLE") || bundle != null) {
            return;
        }
        List<String> mids = new ArrayList<>();
        for (String mid = words.next(); !mid.isEmpty(); mid = words.next()) {
            if (mids.size() == MAX_SECTIONS) {
                throw line.broken("too many mids");
            }
            mids.add(mid);
        }
        bundle = mids;
    }

    private SessionDescription build(boolean offer) throws SdpException {
        List<MediaSection> built = new ArrayList<>(sections.size());
        Set<String> mids = new HashSet<>();
        // Older authors say it in each section instead.
        boolean mixedInAll = sections.stream().anyMatch(SectionReader::carriesRtp);
        for (SectionReader section : sections) {
            if (!section.mid().isEmpty() && !mids.add(section.mid())) {
                throw new SdpException(0, "mid used twice");
            }
            mixedInAll &= section.extmapAllowMixed() || !section.carriesRtp();
            built.add(section.build());
        }
        return new SessionDescription(
                offer, built, bundle == null ? List.of() : bundle, extmapAllowMixed || mixedInAll, iceLite);
    }
}
