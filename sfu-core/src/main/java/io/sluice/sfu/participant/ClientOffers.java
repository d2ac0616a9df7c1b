package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.Answerer;
import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.IncomingPreference;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.UplinkSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The PeerTransport on which the client offers: answers its offers, finds out which announced track each section carries, and, with a
 * single PeerTransport, gives the client's receiving sections to tracks that wait for one.
 */
final class ClientOffers {
    private static final int MAX_SECTIONS = 512;
    private static final int MAX_MESSAGE_SIZE = 65_535;

    /** What the participant does about it. */
    interface Host {
        /** The announced track that a new section carries. */
        @Nullable
        Publication awaited(MediaKind kind, String cid);

        /** Whether an announced track waits for the media track of exactly that id. */
        boolean announced(String cid);

        /** The published track whose second codec a new section carries. */
        @Nullable
        Publication awaitedBackup(MediaKind kind, String cid);

        /** A track, or its second codec, has its media section, in this codec. */
        void started(Publication publication, ClientSection section, String codec);

        /** The client stopped sending a published track, or its second codec. */
        void ended(Publication publication, boolean backup);

        /** The next track that waits for a section to be sent on. */
        @Nullable
        Subscription waiting(MediaKind kind);

        /** The client stopped receiving on the section of a track that is still wanted. */
        void displaced(Subscription subscription);

        /** No codec in common. */
        void undecodable(Subscription subscription);
    }

    private final MediaLink link;
    private final CodecCatalog catalog;
    private final boolean onlyWantedCodec;
    private final Host host;
    private final Map<String, ClientSection> sections = new LinkedHashMap<>();
    private boolean offered;

    ClientOffers(MediaLink link, CodecCatalog catalog, boolean onlyWantedCodec, Host host) {
        this.link = link;
        this.catalog = catalog;
        this.onlyWantedCodec = onlyWantedCodec;
        this.host = host;
    }

    /** Whether the client made an offer yet. */
    boolean offered() {
        return offered;
    }

    /** The PeerTransport below. */
    MediaLink link() {
        return link;
    }

    /** Answers an offer and puts it into effect. */
    SessionDescription answer(SessionDescription offer, long nowNanos) {
        offered = true;
        link.remote(offer, nowNanos);
        Answerer answerer = new Answerer(catalog, link.local(false));
        endStopped(offer);
        List<MediaSection> answers = new ArrayList<>();
        List<String> bundle = new ArrayList<>();
        for (MediaSection section : offer.sections()) {
            MediaSection answer = answer(section, answerer, nowNanos);
            answers.add(answer);
            if (!answer.rejected()) {
                bundle.add(answer.mid());
            }
        }
        updateUplink();
        return new SessionDescription(
                false,
                answers,
                bundle,
                offer.extmapAllowMixed(),
                link.local(false).iceLite());
    }

    /** Tracks end before sections are given away again, so that a section may change its use within one offer. */
    private void endStopped(SessionDescription offer) {
        for (MediaSection section : offer.sections()) {
            ClientSection known = sections.get(section.mid());
            if (known == null) {
                continue;
            }
            String before = known.cid();
            known.offered = section;
            Publication publication = known.publication;
            // Some browsers change the id when another camera is chosen; only an announced track takes the section
            // over.
            boolean replaced = !known.cid().equals(before) && host.announced(known.cid());
            if (publication != null && (!known.clientSends() || replaced)) {
                boolean backup = known.backup;
                known.publication = null;
                known.backup = false;
                host.ended(publication, backup);
            }
            Subscription subscription = known.subscription;
            if (subscription != null && !known.clientOnlyReceives()) {
                known.subscription = null;
                subscription.clientSection = null;
                host.displaced(subscription);
            }
        }
    }

    private MediaSection answer(MediaSection section, Answerer answerer, long nowNanos) {
        if (section.rejected() || (sections.size() >= MAX_SECTIONS && !sections.containsKey(section.mid()))) {
            return answerer.rejected(section);
        }
        if (section.kind() == MediaKind.APPLICATION) {
            return answerer.application(section, MAX_MESSAGE_SIZE);
        }
        ClientSection known = sections.computeIfAbsent(section.mid(), _ -> new ClientSection(section));
        MediaSection answer = known.clientSends()
                ? receiving(known, answerer)
                : section.direction().receives() ? sending(known, answerer, nowNanos) : answerer.idle(section);
        known.answered = answer;
        if (answer.rejected()) {
            return answer;
        }
        Publication publication = known.publication;
        if (publication != null && known.media() == null) {
            host.started(publication, known, codecOf(answer));
        }
        return answer;
    }

    private MediaSection receiving(ClientSection known, Answerer answerer) {
        if (known.publication == null) {
            known.publication = host.awaitedBackup(known.offered.kind(), known.cid());
            known.backup = known.publication != null;
        }
        if (known.publication == null) {
            known.publication = host.awaited(known.offered.kind(), known.cid());
        }
        Publication publication = known.publication;
        Backup second = publication == null || !known.backup ? null : publication.backup();
        IncomingPreference preference = publication == null
                ? IncomingPreference.NONE
                : second == null ? publication.preference(onlyWantedCodec) : second.preference(onlyWantedCodec);
        return answerer.receiving(known.offered, preference);
    }

    private MediaSection sending(ClientSection known, Answerer answerer, long nowNanos) {
        if (known.subscription == null) {
            known.subscription = host.waiting(known.offered.kind());
        }
        Subscription subscription = known.subscription;
        if (subscription == null) {
            return answerer.idle(known.offered);
        }
        subscription.clientSection = known;
        MediaSection answer = answerer.sending(known.offered, subscription.outgoing());
        if (answer == null || !subscription.bind(answer, nowNanos)) {
            known.subscription = null;
            subscription.clientSection = null;
            host.undecodable(subscription);
            return answerer.idle(known.offered);
        }
        return answer;
    }

    /** An announcement came after the section that carries the track: the section was answered already and is taken into use now. */
    void claim(Publication publication) {
        ClientSection match = unclaimed(publication);
        if (match != null && match.answered != null && !match.answered.rejected()) {
            match.publication = publication;
            host.started(publication, match, codecOf(match.answered));
            updateUplink();
        }
    }

    private @Nullable ClientSection unclaimed(Publication publication) {
        ClientSection byKind = null;
        for (ClientSection section : sections.values()) {
            if (section.publication != null || !section.clientSends() || section.offered.kind() != publication.kind()) {
                continue;
            }
            if (publication.carries(section.cid())) {
                return section;
            }
            // A section that another announced track names is not up for guessing.
            byKind = byKind == null && !host.announced(section.cid()) ? section : byKind;
        }
        return byKind;
    }

    /** Takes an ended track off its section. */
    void release(Publication publication) {
        for (ClientSection section : sections.values()) {
            if (section.publication == publication) {
                section.publication = null;
                section.backup = false;
            }
        }
        updateUplink();
    }

    /** The section of a track's second codec came before its announcement: it is taken into use now. */
    void claimBackup(Publication publication, String cid) {
        for (ClientSection section : sections.values()) {
            MediaSection answer = section.answered;
            if (section.publication == null && section.clientSends() && answer != null && !answer.rejected()) {
                if (section.cid().equals(cid)) {
                    section.publication = publication;
                    section.backup = true;
                    host.started(publication, section, codecOf(answer));
                    updateUplink();
                    return;
                }
            }
        }
    }

    /** Sections on which a track could be sent at once, without asking the client for more. */
    int free(MediaKind kind) {
        int free = 0;
        for (ClientSection section : sections.values()) {
            if (section.offered.kind() == kind && section.free()) {
                free++;
            }
        }
        return free;
    }

    /** The tracks by section, as clients want it with every answer. */
    Map<String, String> midToTrack() {
        Map<String, String> tracks = new LinkedHashMap<>();
        for (ClientSection section : sections.values()) {
            if (section.subscription != null) {
                tracks.put(section.mid, section.subscription.publication().sid());
            }
        }
        return tracks;
    }

    private void updateUplink() {
        List<UplinkSection> active = new ArrayList<>();
        Map<String, ExtensionParameters> extensions = new LinkedHashMap<>();
        for (ClientSection section : sections.values()) {
            MediaSection answer = section.answered;
            PublishedTrack media = section.media();
            if (answer == null || media == null) {
                continue;
            }
            answer.extensions().forEach(e -> extensions.putIfAbsent(e.uri(), e));
            active.add(new UplinkSection(
                    section.mid,
                    media,
                    answer.codecs(),
                    Publication.lowToHigh(section.offered.rids()),
                    section.offered.ssrcs().stream().map(SsrcParameters::ssrc).toList(),
                    section.offered.groups()));
        }
        link.uplink().setSections(active, List.copyOf(extensions.values()));
    }

    private static String codecOf(MediaSection answer) {
        for (CodecParameters codec : answer.codecs()) {
            if (!codec.name().equalsIgnoreCase("rtx")) {
                return codec.name();
            }
        }
        return "";
    }
}
