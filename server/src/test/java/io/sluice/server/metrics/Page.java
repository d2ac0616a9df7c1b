package io.sluice.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scraped page, read as Prometheus reads it. */
final class Page {
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    /** Fails where Prometheus would, and where a family or a series is there twice. */
    Page(String text) {
        Set<String> ended = new HashSet<>();
        String open = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                List<String> words = List.of(line.split(" "));
                assertThat(types.put(words.get(2), words.get(3))).as(line).isNull();
                ended.add(open);
                open = words.get(2);
                assertThat(ended).doesNotContain(open);
            } else if (!line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                String series = line.substring(0, space);
                assertThat(series).startsWith(open);
                assertThat(samples.put(
                                series,
                                Double.parseDouble(line.substring(space + 1).replace("+Inf", "Infinity"))))
                        .as(line)
                        .isNull();
            }
        }
    }

    Set<String> families() {
        return types.keySet();
    }

    String type(String family) {
        return types.getOrDefault(family, "");
    }

    /** The value of the only series of a family that has all these labels; 0 if there is none. */
    double value(String name, String... labels) {
        List<Double> found = samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> List.of(labels).stream()
                        .allMatch(label -> sample.getKey().contains(label)))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(found).as(name + List.of(labels)).hasSizeLessThan(2);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    Set<String> series() {
        return samples.keySet();
    }
}
