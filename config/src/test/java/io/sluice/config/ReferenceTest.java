package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.keys.KeyType;
import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static List<String> reference() throws IOException {
        return Files.readAllLines(Path.of("../docs/reference/configuration.md"));
    }

    @Test
    void everyKeyStandsInTheReferenceAsTheTableHasItAndNoOther() throws IOException {
        List<String> lines = reference();
        List<String> keys = lines.subList(lines.indexOf("## Keys"), lines.size()).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(keys)
                .containsExactlyElementsOf(
                        KnownKeys.all().stream().map(ReferenceTest::row).toList());
    }

    @Test
    void everyNamedFlagStandsInTheReference() throws IOException {
        List<String> rows = Arrays.stream(NamedFlag.values())
                .map(flag -> "| `--" + flag.flag() + "` | " + code(flag.environmentName()) + " | " + code(flag.path())
                        + " | " + flag.meaning() + " |")
                .toList();

        assertThat(reference()).containsAll(rows);
    }

    @Test
    void everyTypeAndEveryCodeStandsInTheReference() throws IOException {
        List<String> types = Arrays.stream(KeyType.values())
                .map(type -> "| " + type.label() + " | " + type.expectation() + " |")
                .toList();

        assertThat(reference()).containsAll(types);
        assertThat(ProblemCode.values())
                .allSatisfy(code ->
                        assertThat(reference()).anyMatch(line -> line.startsWith("| `" + code.text() + "` | ")));
    }

    private static String row(KnownKey key) {
        String type = key.type() == KeyType.CHOICE
                ? "one of " + String.join(", ", key.choices())
                : key.type().label();
        return "| `" + key.path() + "` | " + type + " | " + code(key.defaultText()) + " | "
                + key.status().name().toLowerCase(Locale.ROOT) + " | " + key.meaning() + " |";
    }

    private static String code(String text) {
        return text.isEmpty() ? "–" : "`" + text + "`";
    }
}
