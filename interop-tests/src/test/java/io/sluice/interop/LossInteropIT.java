package io.sluice.interop;

import static io.sluice.interop.Participant.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class LossInteropIT {
    private static final double LOSS = 0.05;
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int TRIES = 2;

    /** Without repair every twentieth frame is lost at least, and with it all that follow until the next key frame. */
    private static final double NEARLY_ALL = 0.9;

    @Test
    void fivePercentLossOnThePublishersUplinkCostsNoViewerItsPicture(Stage stage) {
        Participant ann = stage.browserOnBadLine("ann").joins();
        ann.publishesLayers(Look.RED);
        List<Viewer> viewers = List.of(
                new Viewer(stage.browser("low").joins(), ann, "LOW", 320),
                new Viewer(stage.browser("medium").joins(), ann, "MEDIUM", 640),
                new Viewer(stage.browser("high").joins(), ann, "HIGH", 1280));
        viewers.forEach(Viewer::watches);

        ann.line().losesUpwards(LOSS);
        List<Share> shares = measured(viewers);
        for (int tried = 1; tried < TRIES && !shares.stream().allMatch(Share::isNearlyAll); tried++) {
            shares = measured(viewers);
        }

        assertThat(shares).as("frames decoded of those encoded").allMatch(Share::isNearlyAll);
    }

    private static List<Share> measured(List<Viewer> viewers) {
        List<Share> before = viewers.stream().map(Viewer::soFar).toList();
        Await.pause(MEASURED);
        List<Share> after = viewers.stream().map(Viewer::soFar).toList();
        return after.stream()
                .map(share -> share.since(before.get(after.indexOf(share))))
                .toList();
    }

    /** One who watches the layer of this width. */
    private record Viewer(Participant self, Participant publisher, String quality, int width) {
        void watches() {
            self.awaitPicture(publisher, Look.RED);
            self.wants(quality, publisher);
            self.awaitSteadyWidth(publisher, width);
        }

        Share soFar() {
            long encoded = publisher.sent(CAMERA).stream()
                    .filter(layer -> layer.width() == width)
                    .mapToLong(Sent::frames)
                    .sum();
            return new Share(self.identity, self.received(publisher, CAMERA).frames(), encoded);
        }
    }

    private record Share(String viewer, long decoded, long encoded) {
        Share since(Share before) {
            return new Share(viewer, decoded - before.decoded, encoded - before.encoded);
        }

        boolean isNearlyAll() {
            return decoded > 0 && decoded >= NEARLY_ALL * encoded;
        }
    }
}
