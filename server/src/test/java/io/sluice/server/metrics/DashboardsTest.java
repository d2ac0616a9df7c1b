package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboards ask for metrics that there are. */
class DashboardsTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:livekit|sluice)_[a-z_]+");
    private static final Path DASHBOARDS = Path.of("../config/grafana/dashboards");

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = METRIC.matcher(text);
        while (found.find()) {
            names.add(found.group().replaceFirst("_(bucket|sum|count)$", ""));
        }
        return names;
    }

    @Test
    void everyMetricOfADashboardStandsInTheReference() throws IOException {
        Set<String> known = metrics(Files.readString(Path.of("../docs/reference/metrics.md")));
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                assertThat(dashboard.path("panels")).as(file.toString()).isNotEmpty();
                dashboard.findValuesAsText("expr").forEach(expression -> asked.addAll(metrics(expression)));
            }
        }

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(known).containsAll(asked);
    }
}
