package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.publish.Publication;
import org.jspecify.annotations.Nullable;

/** A media section that the client made, and the one thing it carries: a track up, a track down, or nothing. */
final class ClientSection {
    final String mid;
    MediaSection offered;

    @Nullable
    MediaSection answered;

    @Nullable
    Publication publication;

    @Nullable
    Subscription subscription;

    ClientSection(MediaSection offered) {
        this.mid = offered.mid();
        this.offered = offered;
    }

    /** The id of the media track that the client sends here; empty if it names none. */
    String cid() {
        if (offered.msid() != null) {
            return offered.msid().track();
        }
        return offered.ssrcs().stream()
                .filter(s -> s.msid() != null)
                .map(s -> s.msid().track())
                .findFirst()
                .orElse("");
    }

    boolean clientSends() {
        return !offered.rejected() && offered.direction().sends();
    }

    boolean clientOnlyReceives() {
        return !offered.rejected()
                && !offered.direction().sends()
                && offered.direction().receives();
    }

    boolean free() {
        return clientOnlyReceives() && publication == null && subscription == null;
    }
}
