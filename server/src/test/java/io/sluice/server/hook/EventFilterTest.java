package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    @Test
    void withoutAFilterAllIsToldThatIsNotToldOnRequestOnly() {
        EventFilter none = new EventFilter(List.of(), List.of());
        assertThat(none.passes("track_published")).isTrue();
        assertThat(none.passes("track_refused")).isTrue();
        assertThat(none.passes("track_unencrypted")).isFalse();
    }

    @Test
    void whatIsNamedIsToldAndNothingElse() {
        EventFilter some = new EventFilter(List.of("track_unencrypted"), List.of());
        assertThat(some.passes("track_unencrypted")).isTrue();
        assertThat(some.passes("track_refused")).isFalse();
    }

    @Test
    void whatIsExcludedIsNotTold() {
        EventFilter rest = new EventFilter(List.of(), List.of("track_refused"));
        assertThat(rest.passes("track_refused")).isFalse();
        assertThat(rest.passes("room_started")).isTrue();
    }
}
