package io.sluice.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.subscribe.Demand;
import io.sluice.sfu.track.VideoQuality;
import io.sluice.testkit.net.LinkConditions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording of a server tells about pictures. */
class FlightRecorderScenario {
    private static final long SECONDS = 1_000_000_000L;
    private static final LinkConditions GOOD = LinkConditions.delay(20);

    @Test
    void switchesAndWaitsAreOnTheRecord(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("call.jfr");
        String track;
        try (Recording recording = new Recording()) {
            recording.enable("sluice.LayerSwitch");
            recording.enable("sluice.KeyFrameWait");
            recording.start();
            Meeting meeting = new Meeting(1);
            ScriptedClient anna = meeting.join(Admissions.twoPeerConnections("anna"), GOOD);
            anna.publishCamera("camera");
            ScriptedClient ben = meeting.join(Admissions.twoPeerConnections("ben"), GOOD);
            meeting.run(5 * SECONDS);
            track = anna.track("camera");
            ben.want(track, new Demand(true, VideoQuality.LOW, 0, 0, 0));
            meeting.run(5 * SECONDS);
            anna.mute("camera", true);
            meeting.run(SECONDS);
            anna.mute("camera", false);
            meeting.run(5 * SECONDS);
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> track.equals(event.getString("track")))
                .toList();
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("sluice.LayerSwitch"))
                .extracting(event -> event.getInt("from") + ">" + event.getInt("to"))
                .startsWith("-1>" + firstLayer(events))
                .contains("2>0");
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("sluice.KeyFrameWait"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getDuration("waited").toMillis()).isBetween(1L, 2_000L));
    }

    private static int firstLayer(List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("sluice.LayerSwitch"))
                .findFirst()
                .orElseThrow()
                .getInt("to");
    }
}
