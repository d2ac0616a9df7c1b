package io.sluice.sfu.participant;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.measure.PeerStep;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.Offerer;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.Uplink;
import io.sluice.transport.ice.IceCandidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The PeerTransports of a participant: one on which the client offers, and with two of them another on which the server offers and sends.
 */
public final class Links implements MediaLink.Owner {
    private final Participant participant;
    private final RoomSide room;
    private final ClientOffers clientOffers;
    private final @Nullable ServerOffers serverOffers;

    Links(Participant participant, RoomSide room, boolean tcpOnly) {
        this.participant = participant;
        this.room = room;
        Admission admission = participant.admission();
        MediaLink up = link(admission, false, tcpOnly);
        this.clientOffers =
                new ClientOffers(up, room.catalog(), admission.client().ignoresCodecOrder(), new Sections(participant));
        if (admission.singlePeerConnection()) {
            this.serverOffers = null;
        } else {
            boolean reuse =
                    admission.client().protocol() > 3 && !admission.client().safari();
            Offerer offerer = new Offerer(room.catalog(), reuse, room.random().nextInt(1, 257));
            if (admission.subscriberPrimary()) {
                // The client becomes active by it, tracks or not.
                offerer.force();
            }
            this.serverOffers =
                    new ServerOffers(link(admission, true, tcpOnly), offerer, participant.subscribing()::undecodable);
        }
    }

    private MediaLink link(Admission admission, boolean serverOffersOnIt, boolean tcpOnly) {
        room.counters().peers(PeerStep.MADE, serverOffersOnIt).add(1);
        return new MediaLink(
                this,
                room.transports(),
                admission,
                serverOffersOnIt,
                tcpOnly,
                participant.publishing(),
                participant.messaging(),
                room.random());
    }

    /** All of them, the one where the client offers first. */
    public List<MediaLink> all() {
        return serverOffers == null ? List.of(clientOffers.link()) : List.of(clientOffers.link(), serverOffers.link());
    }

    /** Where the client offers. */
    ClientOffers clientOffers() {
        return clientOffers;
    }

    /** Where the server offers; null with a single PeerTransport. */
    @Nullable
    ServerOffers serverOffers() {
        return serverOffers;
    }

    /** What the participant's tracks come on. */
    public Uplink uplink() {
        return clientOffers.link().uplink();
    }

    /** The one that tracks are sent on. */
    public MediaLink sending() {
        return serverOffers != null ? serverOffers.link() : clientOffers.link();
    }

    /** Where data is sent: clients that become active by the server's PeerTransport look for it there. */
    DataLink dataSending() {
        return primary().data();
    }

    /** Holds back what the client sends reliably, or takes it again. */
    void pauseData(boolean pause, long nowNanos) {
        clientOffers.link().data().pause(pause, nowNanos);
        if (serverOffers != null) {
            serverOffers.link().data().pause(pause, nowNanos);
        }
    }

    /** The one whose connection makes the participant active. */
    public MediaLink primary() {
        return participant.admission().subscriberPrimary() ? sending() : clientOffers.link();
    }

    /** Whether any of them was ever connected. */
    public boolean everConnected() {
        return clientOffers.link().everConnected()
                || (serverOffers != null && serverOffers.link().everConnected());
    }

    /** Answers the client. */
    public void offer(SessionDescription offer, long id, long nowNanos) {
        SessionDescription answer = clientOffers.answer(offer, nowNanos);
        room.tellFirst(participant);
        participant.subscribing().tellPublishersFirst();
        // With two PeerTransports nothing is sent on this one, and the map is empty.
        Map<String, String> tracks = serverOffers == null ? clientOffers.midToTrack() : new LinkedHashMap<>();
        participant.tell(new RoomEvent.AnswerMade(answer, id, tracks));
        participant.subscribing().answered();
    }

    /** Takes the client's answer. */
    public void answer(SessionDescription answer, long nowNanos) {
        if (serverOffers != null) {
            serverOffers.answered(answer, nowNanos);
            participant.subscribing().tellSubscribed();
        }
    }

    /** Takes a candidate of the client. */
    public void trickle(boolean toSubscriber, IceCandidate candidate, long nowNanos) {
        MediaLink link = toSubscriber && serverOffers != null ? serverOffers.link() : clientOffers.link();
        link.candidate(candidate, nowNanos);
    }

    /** The signal connection was replaced: the server's side of ICE starts anew where the server offers. */
    public void resume(long nowNanos) {
        if (serverOffers != null) {
            serverOffers.restartIce(nowNanos);
        }
    }

    /** Offers what is due, and lets time pass. */
    public void tick(long nowNanos) {
        clientOffers.link().tick(nowNanos);
        if (serverOffers == null) {
            return;
        }
        serverOffers.link().tick(nowNanos);
        if (serverOffers.overdue(nowNanos)) {
            room.broken(participant, "no answer to the server's offer");
        } else if (serverOffers.due() && participant.sink() != null) {
            participant.subscribing().tellPublishersFirst();
            SessionDescription offer = serverOffers.next(nowNanos);
            participant.tell(new RoomEvent.OfferMade(offer, serverOffers.offerId(), serverOffers.midToTrack()));
        }
    }

    private void count(PeerStep step, MediaLink link) {
        room.counters().peers(step, link != clientOffers.link()).add(1);
    }

    /** Ends all of them. */
    public void close() {
        clientOffers.link().close();
        count(PeerStep.CLOSED, clientOffers.link());
        if (serverOffers != null) {
            serverOffers.link().close();
            count(PeerStep.CLOSED, serverOffers.link());
        }
    }

    @Override
    public void connected(MediaLink link, boolean first) {
        if (first) {
            count(PeerStep.CONNECTED, link);
        }
        room.counters().handshakeSeconds.note(link.transport().handshakeNanos() / 1e9);
        link.downlink().opened(room.nowNanos());
        if (link == primary()) {
            room.connected(participant);
        }
        participant.subscribing().linkConnected(link);
    }

    @Override
    public void restored(MediaLink link) {
        // What was negotiated meanwhile waits for it.
        link.downlink().opened(room.nowNanos());
        participant.subscribing().linkConnected(link);
    }

    @Override
    public void failed(MediaLink link, String reason) {
        count(PeerStep.FAILED, link);
        room.failed(participant, reason);
    }

    /** What the sections of the client's offers mean for the participant's two halves. */
    private record Sections(Participant participant) implements ClientOffers.Host {
        @Override
        public @Nullable Publication awaited(MediaKind kind, String cid) {
            return participant.publishing().awaited(kind, cid);
        }

        @Override
        public boolean announced(String cid) {
            return participant.publishing().announced(cid);
        }

        @Override
        public void started(Publication publication, ClientSection section, String codec) {
            participant.publishing().started(publication, section, codec);
        }

        @Override
        public @Nullable Publication awaitedBackup(MediaKind kind, String cid) {
            return participant.publishing().awaitedBackup(kind, cid);
        }

        @Override
        public void ended(Publication publication, boolean backup) {
            if (backup) {
                participant.publishing().backups().ended(publication);
            } else {
                participant.publishing().end(publication.sid());
            }
        }

        @Override
        public @Nullable Subscription waiting(MediaKind kind) {
            return participant.subscribing().nextWaiting(kind);
        }

        @Override
        public void displaced(Subscription subscription) {
            participant.subscribing().displaced(subscription);
        }

        @Override
        public void undecodable(Subscription subscription) {
            participant.subscribing().undecodable(subscription);
        }
    }
}
