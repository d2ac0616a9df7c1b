package io.sluice.testkit.client;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Admissions of people who may do everything. */
public final class Admissions {
    private Admissions() {}

    /** A browser with one peer connection for both directions. */
    public static Admission onePeerConnection(String identity) {
        return of(identity, true);
    }

    /** A browser with one peer connection for each direction. */
    public static Admission twoPeerConnections(String identity) {
        return of(identity, false);
    }

    private static Admission of(String identity, boolean single) {
        return new Admission(
                identity,
                identity,
                "",
                Map.of(),
                ParticipantKind.STANDARD,
                List.of(),
                new Permissions(true, true, true, Set.of(), false, false, false, true, false, false),
                new ClientTraits("js", "2.23.0", 17, 2, "linux", "chrome", "150", List.of()),
                single,
                true,
                false,
                true,
                null);
    }
}
