package io.sluice.sfu.negotiate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the offers of a PeerTransport on which the server offers: keeps its sections and the state of the exchange. One offer is
 * outstanding at a time; changes meanwhile are remembered and lead to the next offer once the answer is there (RFC 8829 §3.2).
 */
public final class Offerer {
    private static final int MAX_MESSAGE_SIZE = 65_535;

    private final CodecCatalog catalog;
    private final boolean reuseSections;
    private final Map<String, SendingSection> sections = new LinkedHashMap<>();
    private boolean changed;
    private boolean outstanding;
    private long offerId;

    /**
     * @param catalog codecs to offer
     * @param reuseSections whether idle sections may carry another track later
     * @param firstId the number before that of the first offer
     */
    public Offerer(CodecCatalog catalog, boolean reuseSections, long firstId) {
        this.catalog = catalog;
        this.reuseSections = reuseSections;
        this.offerId = firstId;
        sections.put("0", new SendingSection("0", MediaKind.APPLICATION));
    }

    /** Puts a track into a section, an idle one if allowed. */
    public SendingSection add(MediaKind kind, OutgoingStream stream) {
        SendingSection section = sections.values().stream()
                .filter(s -> s.kind() == kind && s.free() && (reuseSections || !s.used()))
                .findFirst()
                .orElse(null);
        if (section == null) {
            section = new SendingSection(Integer.toString(sections.size()), kind);
            sections.put(section.mid(), section);
        }
        section.stream(stream);
        changed = true;
        return section;
    }

    /** Takes the track off its section. */
    public void remove(SendingSection section) {
        section.stream(null);
        changed = true;
    }

    /** Asks for an offer though no track changed: at the start, where the client waits for one, and to restart ICE. */
    public void force() {
        changed = true;
    }

    /** Whether an offer is due and none is outstanding. */
    public boolean due() {
        return changed && !outstanding;
    }

    /** Whether an answer is awaited. */
    public boolean outstanding() {
        return outstanding;
    }

    /** The next offer; it is outstanding from now on. */
    public SessionDescription next(LocalDescription local) {
        changed = false;
        outstanding = true;
        offerId++;
        List<MediaSection> media = new ArrayList<>(sections.size());
        for (SendingSection section : sections.values()) {
            media.add(section.offer(catalog, local, MAX_MESSAGE_SIZE));
        }
        return new SessionDescription(true, media, List.copyOf(sections.keySet()), true, local.iceLite());
    }

    /** The number of the latest offer. */
    public long offerId() {
        return offerId;
    }

    /** Notes that the outstanding offer was answered. */
    public void answered() {
        outstanding = false;
    }

    /** The section of that name. */
    public @Nullable SendingSection section(String mid) {
        return sections.get(mid);
    }

    /** All sections in the order of their m-lines. */
    public Collection<SendingSection> sections() {
        return sections.values();
    }

    /** The tracks by section, as clients want it with every description. */
    public Map<String, String> midToTrack() {
        Map<String, String> tracks = new LinkedHashMap<>();
        for (SendingSection section : sections.values()) {
            OutgoingStream stream = section.stream();
            if (stream != null) {
                tracks.put(section.mid(), stream.msid().track());
            }
        }
        return tracks;
    }
}
