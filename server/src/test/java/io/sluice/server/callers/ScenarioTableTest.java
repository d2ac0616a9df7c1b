package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the table of what the token API is held to has every number, and names tests that there are. */
class ScenarioTableTest {
    private static final Path ROOT = Path.of("..");
    private static final int SCENARIOS = 47;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .+ \\| (.+) \\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static List<Matcher> rows() throws IOException {
        List<Matcher> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference/token-api-scenarios.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Sources of tests by the name of their class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::exists)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }

    @Test
    void everyNumberIsThereOnce() throws IOException {
        assertThat(rows())
                .extracting(row -> Integer.parseInt(row.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, SCENARIOS).boxed().toList());
    }

    @Test
    void everyTestIsThere() throws IOException {
        Map<String, String> sources = sources();
        for (Matcher row : rows()) {
            Matcher name = NAME.matcher(row.group(2));
            int named = 0;
            while (name.find()) {
                named++;
                Pattern test = Pattern.compile(
                        "@(?:Test|ParameterizedTest|TestFactory)\\b(?:(?!\\n\\n).)*? " + name.group(2) + "\\(",
                        Pattern.DOTALL);
                assertThat(test.matcher(sources.getOrDefault(name.group(1), "")).find())
                        .as("no. " + row.group(1) + ": " + name.group())
                        .isTrue();
            }
            assertThat(named).as("tests of no. " + row.group(1)).isPositive();
        }
    }
}
