package io.sluice.sfu.forward;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.track.UplinkSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media sections in which a forwarded participant sends, as its destination is offered them: one a track, used again when it has ended,
 * never removed (RFC 8829 §5.2.2). There is no transport below, so there are no candidates, keys or retransmissions.
 */
final class ForwardedSections {
    private static final int MAX_SECTIONS = 256;
    private static final String PREFIX = "forward-";

    private final List<MediaSection> sections = new ArrayList<>();
    private final List<Boolean> taken = new ArrayList<>();

    /** A place for one track of that kind, from 1; −1 if there are too many. */
    int take(MediaKind kind) {
        for (int i = 0; i < sections.size(); i++) {
            if (!taken.get(i) && sections.get(i).kind() == kind) {
                taken.set(i, true);
                return i + 1;
            }
        }
        if (sections.size() == MAX_SECTIONS) {
            return -1;
        }
        sections.add(silent(mid(sections.size() + 1), kind, List.of(), List.of()));
        taken.add(true);
        return sections.size();
    }

    /** The name of the section at a place. */
    static String mid(int place) {
        return PREFIX + place;
    }

    private static int index(String mid) {
        return Integer.parseInt(mid.substring(PREFIX.length())) - 1;
    }

    /** The track there has ended. */
    void free(String mid) {
        int index = index(mid);
        taken.set(index, false);
        MediaSection before = sections.get(index);
        sections.set(index, silent(mid, before.kind(), before.codecs(), before.extensions()));
    }

    /** A track is sent there, in the formats in which its publisher sends it. */
    void send(
            String mid,
            Publication publication,
            UplinkSection from,
            List<Long> ssrcs,
            List<ExtensionParameters> extensions) {
        StreamId name = new StreamId(publication.info().stream(), publication.sid());
        sections.set(
                index(mid),
                section(
                        mid,
                        publication.kind(),
                        Direction.SENDONLY,
                        formats(from),
                        extensions,
                        name,
                        from.rids(),
                        ssrcs.stream()
                                .map(ssrc -> new SsrcParameters(ssrc, null, null))
                                .toList(),
                        List.of(new SsrcGroup("SIM", ssrcs))));
    }

    /** Without those for retransmissions, and nothing that can be lost on the lane is asked for again. */
    private static List<CodecParameters> formats(UplinkSection from) {
        List<CodecParameters> formats = new ArrayList<>();
        for (CodecParameters each : from.codecs()) {
            if (!each.name().equalsIgnoreCase("rtx")) {
                List<String> feedback = each.feedback().stream()
                        .filter(value -> !value.equals("nack"))
                        .toList();
                formats.add(new CodecParameters(
                        each.payloadType(), each.name(), each.clockRate(), each.channels(), each.fmtp(), feedback));
            }
        }
        return formats;
    }

    /** All sections as they are now. */
    SessionDescription offer() {
        return new SessionDescription(
                true, sections, sections.stream().map(MediaSection::mid).toList(), true, false);
    }

    /** How the track is announced there: as it is known here, in the one codec in which it is sent, by its sid here. */
    static TrackRequest request(Publication publication) {
        TrackInfo info = publication.info();
        TrackRequest wish = publication.request();
        CodecInfo codec = info.codecs().getFirst();
        return new TrackRequest(
                info.sid(),
                info.name(),
                info.kind(),
                info.width(),
                info.height(),
                info.muted(),
                info.source(),
                wish.layers(),
                List.of(new TrackRequest.CodecRequest(info.mimeType(), info.sid(), wish.layers(), codec.layerMode())),
                "",
                wish.stereo(),
                wish.disableDtx(),
                info.disableRed(),
                info.encryption(),
                info.stream(),
                info.backupPolicy(),
                info.audioFeatures(),
                info.trailerFeatures());
    }

    private static MediaSection silent(
            String mid, MediaKind kind, List<CodecParameters> codecs, List<ExtensionParameters> extensions) {
        return section(mid, kind, Direction.INACTIVE, codecs, extensions, null, List.of(), List.of(), List.of());
    }

    private static MediaSection section(
            String mid,
            MediaKind kind,
            Direction direction,
            List<CodecParameters> codecs,
            List<ExtensionParameters> extensions,
            @Nullable StreamId msid,
            List<String> rids,
            List<SsrcParameters> ssrcs,
            List<SsrcGroup> groups) {
        return new MediaSection(
                mid,
                kind,
                "UDP/TLS/RTP/SAVPF",
                false,
                direction,
                codecs,
                extensions,
                msid,
                rids,
                ssrcs,
                groups,
                null,
                null,
                null,
                List.of(),
                true,
                true,
                null);
    }
}
