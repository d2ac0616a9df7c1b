package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.PublishedTrack;
import org.jspecify.annotations.Nullable;

/** A media section that the client made, and the one thing it carries: a track up, a track down, or nothing. */
final class ClientSection {
    final String mid;
    MediaSection offered;

    @Nullable
    MediaSection answered;

    @Nullable
    Publication publication;

    /** Whether it carries the second codec of {@link #publication}. */
    boolean backup;

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

    /** The media of what it carries up; null while there is none. */
    @Nullable
    PublishedTrack media() {
        Publication carried = publication;
        if (carried == null) {
            return null;
        }
        Backup second = carried.backup();
        return !backup ? carried.media() : second == null ? null : second.media();
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
