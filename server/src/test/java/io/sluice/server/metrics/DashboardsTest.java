package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards ask for metrics that there are, by labels that these have. */
class DashboardsTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:livekit|sluice)_[a-z_]+");
    private static final Pattern LABELS = Pattern.compile("\\bby \\(([^)]*)\\)|\\{([^}]*)}");
    private static final Pattern WORD = Pattern.compile("\\b[a-z_]+\\b(?!\")");
    private static final Set<String> COUNTED = Set.of("counter", "histogram");
    private static final Path DASHBOARDS = Path.of("../config/grafana/dashboards");

    /** A row of the reference. */
    private record Row(String type, Set<String> labels) {}

    private static Set<String> found(Pattern what, String text) {
        return what.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Metrics by name, as the reference has them: names, type and labels are the cells of a row. */
    private static Map<String, Row> reference() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/reference/metrics.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 4) {
                for (String name : found(METRIC, cells[1])) {
                    rows.put(name, new Row(cells[2].strip(), found(WORD, cells[3])));
                }
            }
        }
        return rows;
    }

    static Stream<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.toList().stream();
        }
    }

    private static List<String> queries(Path file) throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
        return dashboard.findValuesAsText("expr");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryAsksForWhatStandsInTheReference(Path file) throws IOException {
        Map<String, Row> known = reference();
        for (String query : queries(file)) {
            Set<String> labels = new HashSet<>(Set.of("le"));
            for (String asked : found(METRIC, query)) {
                String name = asked.replaceFirst("_(bucket|sum|count)$", "");
                assertThat(known).as(query).containsKey(name);
                Row row = known.getOrDefault(name, new Row("", Set.of()));
                labels.addAll(row.labels());
                assertThat(query.contains("rate(" + asked)
                                || !COUNTED.contains(row.type().split(",")[0]))
                        .as("of what only grows, how fast it does: " + query)
                        .isTrue();
            }
            if (!found(METRIC, query).isEmpty()) {
                for (MatchResult by : LABELS.matcher(query).results().toList()) {
                    String names = by.group(1) == null ? by.group(2) : by.group(1);
                    assertThat(labels).as(query).containsAll(found(WORD, names));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveNamesOfTheirOwnAndDoNotOverlap(Path file) throws IOException {
        Set<String> places = new HashSet<>();
        Set<String> titles = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
            assertThat(titles.add(panel.path("title").asText()))
                    .as(panel.path("title").asText())
                    .isTrue();
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    String place =
                            at.path("x").asInt() + x + "," + (at.path("y").asInt() + y);
                    assertThat(places.add(place))
                            .as(panel.path("title") + " at " + place)
                            .isTrue();
                }
            }
        }
        assertThat(places).isNotEmpty();
    }

    /** What nobody can see in a graph is likely to be forgotten. */
    @Test
    void mostMetricsOfOurOwnAreOnADashboard() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Path file : dashboards().toList()) {
            queries(file)
                    .forEach(query -> found(METRIC, query)
                            .forEach(name -> asked.add(name.replaceFirst("_(bucket|sum|count)$", ""))));
        }

        assertThat(reference().keySet().stream()
                        .filter(name -> name.startsWith("sluice_"))
                        .filter(name -> !asked.contains(name)))
                .containsExactlyInAnyOrder("sluice_rooms", "sluice_webhook_tries_total");
    }
}
