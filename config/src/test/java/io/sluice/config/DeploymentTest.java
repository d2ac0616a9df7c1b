package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.keys.GoDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** That what operators start from fits together: compose file, image, unit, example settings and the guide. */
class DeploymentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?:(:-|:\\?)([^}]*))?}");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** The settings of the example, with something in place of what the operator fills in. */
    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : read(".env.example").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] pair = line.split("=", 2);
                settings.put(pair[0], pair[1].isEmpty() ? "filled-in-with-a-secret-of-32-bytes-and-more" : pair[1]);
            }
        }
        settings.put("NODE_IP", "203.0.113.7");
        settings.put("TURN_HOST", "turn.example.com");
        return settings;
    }

    /** As compose puts variables in. */
    private static String interpolated(String text) throws IOException {
        Map<String, String> settings = settings();
        return VARIABLE.matcher(text).replaceAll(found -> {
            String value = String.valueOf(settings.get(found.group(1)));
            boolean byDefault = value.isEmpty() && ":-".equals(found.group(2));
            return Matcher.quoteReplacement(byDefault ? String.valueOf(found.group(3)) : value);
        });
    }

    private static Map<?, ?> services() throws IOException {
        Map<?, ?> compose =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(interpolated(read("docker-compose.yml")));
        return map(compose.get("services"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<String> texts(Map<?, ?> service, String key) {
        List<String> texts = new ArrayList<>();
        if (service.get(key) instanceof List<?> list) {
            list.forEach(each -> texts.add(each.toString()));
        }
        return texts;
    }

    private static SluiceConfig config() throws IOException, ConfigException {
        Map<String, String> environment = new HashMap<>();
        map(map(services().get("sluice")).get("environment"))
                .forEach((name, value) -> environment.put(name.toString(), value.toString()));
        LoadedConfig loaded = ConfigLoader.load(Sources.of(environment, Flags.none()));
        assertThat(loaded.warnings()).isEmpty();
        return loaded.config();
    }

    /** {@code 7882-7889/udp} of {@code 127.0.0.1:7882-7889:7882-7889/udp}. */
    private static String inside(String published) {
        return published.substring(published.lastIndexOf(':') + 1);
    }

    @Test
    void theServerStartsWithWhatComposeTellsItAndListensWhereComposeForwards() throws IOException, ConfigException {
        SluiceConfig config = config();

        assertThat(texts(map(services().get("sluice")), "ports").stream().map(DeploymentTest::inside))
                .containsExactlyInAnyOrder(
                        config.port() + "/tcp",
                        config.rtc().tcpPort() + "/tcp",
                        config.rtc().udpPorts().range() + "/udp");
        assertThat(config.rtc().turnServers())
                .hasSize(2)
                .allMatch(server -> server.host().equals("turn.example.com"));
    }

    @Test
    void theImageExposesWhatTheServerListensOn() throws IOException, ConfigException {
        SluiceConfig config = config();

        assertThat(read("Dockerfile"))
                .contains("EXPOSE " + config.port() + "/tcp " + config.rtc().tcpPort() + "/tcp "
                        + config.rtc().udpPorts().range() + "/udp");
    }

    @Test
    void everyVolumeAndNetworkIsDeclared() throws IOException {
        Map<?, ?> compose =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(interpolated(read("docker-compose.yml")));
        for (Object service : services().values()) {
            assertThat(map(compose.get("networks")).keySet().stream().map(Object::toString))
                    .containsAll(texts(map(service), "networks"));
            assertThat(map(compose.get("volumes")).keySet().stream().map(Object::toString))
                    .containsAll(texts(map(service), "volumes").stream()
                            .filter(volume -> !volume.startsWith("./"))
                            .map(volume -> volume.substring(0, volume.indexOf(':')))
                            .toList());
        }
    }

    @Test
    void everyVariableOfComposeStandsInTheExample() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        VARIABLE.matcher(read("docker-compose.yml")).results().forEach(found -> used.add(found.group(1)));

        assertThat(settings().keySet()).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyPortThatIsForwardedStandsInTheGuide() throws IOException {
        String guide = read("docs/guide/deploying.md");
        for (Object service : services().values()) {
            for (String port : texts(map(service), "ports")) {
                String[] numberAndProtocol = inside(port).split("/");
                assertThat(guide.lines().filter(line -> line.startsWith("| " + numberAndProtocol[0] + " |")))
                        .as(port)
                        .anyMatch(line -> line.contains(numberAndProtocol[1].toUpperCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void whoeverStopsTheServerIsMorePatientThanItsRooms() throws IOException, ConfigException {
        Duration drain = config().engine().drainTimeout();
        assertThat(drain).isPositive();

        assertThat(GoDuration.parse(String.valueOf(map(services().get("sluice")).get("stop_grace_period"))))
                .isGreaterThan(drain);
        Matcher unit = Pattern.compile("DRAIN_TIMEOUT=(\\d+)m\\n(?:.*\\n)*TimeoutStopSec=(\\d+)min\\n")
                .matcher(read("deploy/sluice.service"));
        assertThat(unit.find()).isTrue();
        assertThat(Integer.parseInt(unit.group(2))).isGreaterThan(Integer.parseInt(unit.group(1)));
    }
}
