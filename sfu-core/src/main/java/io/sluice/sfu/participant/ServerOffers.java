package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.Offerer;
import io.sluice.sfu.negotiate.SendingSection;
import io.sluice.sfu.negotiate.SessionDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The PeerTransport on which the server offers, with two PeerTransports a participant: each subscription has a section of it. */
final class ServerOffers {
    /** How long an answer may take (longer than any client's own limit) before the session counts as broken. */
    private static final long ANSWER_LIMIT_NANOS = 15_000_000_000L;

    private final MediaLink link;
    private final Offerer offerer;
    private final Consumer<Subscription> undecodable;
    private final Map<SendingSection, Subscription> subscriptions = new HashMap<>();
    /** What the latest offer said. */
    private Map<SendingSection, Subscription> offered = Map.of();

    private boolean started;
    private long offeredAt;

    ServerOffers(MediaLink link, Offerer offerer, Consumer<Subscription> undecodable) {
        this.link = link;
        this.offerer = offerer;
        this.undecodable = undecodable;
    }

    /** The PeerTransport below. */
    MediaLink link() {
        return link;
    }

    void add(Subscription subscription) {
        SendingSection section = offerer.add(subscription.kind(), subscription.outgoing());
        subscription.section = section;
        subscriptions.put(section, subscription);
    }

    void remove(Subscription subscription) {
        SendingSection section = subscription.section;
        if (section != null && subscriptions.remove(section, subscription)) {
            subscription.section = null;
            offerer.remove(section);
        }
    }

    /** A new ICE generation with the next offer; nothing if there was no offer yet. */
    void restartIce(long nowNanos) {
        if (!started) {
            return;
        }
        link.transport().restartIce(nowNanos);
        // An offer that was outstanding died with the old signal connection.
        offerer.answered();
        offerer.force();
    }

    boolean due() {
        return offerer.due();
    }

    /** Whether the client owes an answer for too long. */
    boolean overdue(long nowNanos) {
        return offerer.outstanding() && link.flowing() && nowNanos - offeredAt > ANSWER_LIMIT_NANOS;
    }

    SessionDescription next(long nowNanos) {
        offeredAt = nowNanos;
        started = true;
        offered = Map.copyOf(subscriptions);
        return offerer.next(link.local(true));
    }

    long offerId() {
        return offerer.offerId();
    }

    Map<String, String> midToTrack() {
        return offerer.midToTrack();
    }

    /** Puts the client's answer into effect. Sections that changed their track since the offer wait for the next answer. */
    void answered(SessionDescription answer, long nowNanos) {
        link.remote(answer, nowNanos);
        offerer.answered();
        for (MediaSection section : answer.sections()) {
            SendingSection ours = offerer.section(section.mid());
            if (ours == null || section.kind() == MediaKind.APPLICATION) {
                continue;
            }
            Subscription subscription = subscriptions.get(ours);
            if (subscription == null || subscription != offered.get(ours) || subscription.bound()) {
                continue;
            }
            if (section.rejected() || !section.direction().receives() || !subscription.bind(section, nowNanos)) {
                undecodable.accept(subscription);
            }
        }
    }
}
