package io.sluice.sfu.room;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.publish.TrackSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody who is about to join: by default a browser with two peer connections that may do everything. */
final class Guest {
    private final String identity;
    private ParticipantKind kind = ParticipantKind.STANDARD;
    private int protocol = 17;
    private String browser = "chrome";
    private boolean single;
    private boolean autoSubscribe = true;
    private boolean adaptiveStream;
    private boolean subscribes = true;
    private boolean publishes = true;
    private Set<TrackSource> sources = Set.of();
    private boolean hidden;
    private boolean recorder;
    private boolean describesItself = true;

    private Guest(String identity) {
        this.identity = identity;
    }

    static Guest named(String identity) {
        return new Guest(identity);
    }

    Guest kind(ParticipantKind of) {
        kind = of;
        return this;
    }

    Guest protocol(int version) {
        protocol = version;
        return this;
    }

    Guest browser(String name) {
        browser = name;
        return this;
    }

    Guest singlePeerConnection() {
        single = true;
        return this;
    }

    Guest withoutAutoSubscribe() {
        autoSubscribe = false;
        return this;
    }

    Guest adaptiveStream() {
        adaptiveStream = true;
        return this;
    }

    Guest withoutSubscribing() {
        subscribes = false;
        return this;
    }

    Guest withoutPublishing() {
        publishes = false;
        return this;
    }

    Guest publishingOnly(TrackSource... only) {
        sources = Set.of(only);
        return this;
    }

    Guest hidden() {
        hidden = true;
        return this;
    }

    Guest recorder() {
        recorder = true;
        return this;
    }

    Guest withoutSelfDescription() {
        describesItself = false;
        return this;
    }

    Admission admission() {
        return new Admission(
                identity,
                "name of " + identity,
                "metadata of " + identity,
                Map.of("who", identity),
                kind,
                List.of(),
                new Permissions(
                        subscribes,
                        publishes,
                        publishes,
                        sources,
                        hidden,
                        recorder,
                        false,
                        describesItself,
                        false,
                        false),
                new ClientTraits("js", "2.15.0", protocol, 1, "linux", browser, "140", List.of(1)),
                single,
                autoSubscribe,
                adaptiveStream,
                true,
                null);
    }
}
