package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.StreamState;
import io.sluice.sfu.control.RoomEvent.StreamStatesChanged;
import io.sluice.sfu.explain.LinkExplanation;
import io.sluice.sfu.explain.RoomExplanation;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownlinkSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Pictures that a line has no room for are paused, and the one who misses them is told. */
class RoomPausesEngineTest {
    private static final long SSRC = 4711;
    private static final long FRAME = 20 * MILLIS;
    private static final int FRAME_BYTES = 1_000;
    private static final long NOTHING = 10_000;
    private static final long NARROW = 200_000;
    private static final long PLENTY = 5_000_000;

    private final TestRoom room = new TestRoom();
    private final RoomClient anna = room.join("anna");
    private final RoomClient ben = room.join("ben");
    private final String track;

    RoomPausesEngineTest() {
        track = anna.announce(Wishes.camera("cam"));
        anna.sections.send(MediaKind.VIDEO, "cam", List.of(), SSRC);
        anna.offer();
        anna.connectBoth();
        ben.connect();
        watch(50, PLENTY);
    }

    private void watch(int frames, long estimate) {
        for (int i = 0; i < frames; i++) {
            anna.film("0", SSRC, FRAME_BYTES);
            room.pass(FRAME);
            if (i % 5 == 0) {
                ben.estimates(estimate);
            }
        }
    }

    private StreamStatesChanged state(boolean paused) {
        return new StreamStatesChanged(List.of(new StreamState(anna.sid, track, paused)));
    }

    @Test
    void whoMissesAPictureIsToldSoAndWhenItGoesOn() {
        assertThat(ben.told(StreamStatesChanged.class)).isEmpty();
        watch(150, NOTHING);
        assertThat(ben.told(StreamStatesChanged.class)).containsExactly(state(true));
        watch(2_000, PLENTY);
        assertThat(ben.last(StreamStatesChanged.class)).isEqualTo(state(false));
    }

    @Test
    void afterAResumeItIsToldAgain() {
        watch(150, NOTHING);
        ben.forget();
        ben.loseSignal();
        ben.resume();
        assertThat(ben.told(StreamStatesChanged.class)).containsExactly(state(true));
        List<RoomEvent> events = ben.events;
        assertThat(events.getFirst()).isInstanceOf(RoomEvent.Resumed.class);
    }

    private DownlinkSnapshot line(String identity) {
        CompletableFuture<RoomExplanation> answer = new CompletableFuture<>();
        room.send(new RoomCommand.Explain(answer));
        return answer.join().participants().stream()
                .filter(p -> p.identity().equals(identity))
                .flatMap(p -> p.links().stream())
                .map(LinkExplanation::line)
                .filter(Objects::nonNull)
                .filter(DownlinkSnapshot::limited)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no narrow line of " + identity));
    }

    @Test
    void whoComesBackSoonBeginsWithWhatItsLineCarried() {
        watch(150, NARROW);
        long carried = line("ben").estimate();
        assertThat(carried).isLessThanOrEqualTo(NARROW);
        RoomClient again = room.join("ben").connect();
        assertThat(again.sid).isNotEqualTo(ben.sid);
        anna.film("0", SSRC, FRAME_BYTES);
        room.pass(FRAME);
        assertThat(line("ben").estimate()).isBetween(carried / 2, carried * 2);
    }
}
