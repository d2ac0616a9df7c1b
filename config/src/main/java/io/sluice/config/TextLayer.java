package io.sluice.config;

import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import io.sluice.config.keys.NearestKey;
import io.sluice.config.keys.ValueReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes keys out of environment variables and flags, whose values are single texts. */
final class TextLayer {
    private final Settings settings;
    private final Findings findings;

    TextLayer(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Variables that name a key's path come first, those with a name of their own win. */
    void applyEnvironment(Map<String, String> environment) {
        Map<String, KnownKey> byName = new LinkedHashMap<>();
        for (KnownKey key : KnownKeys.all()) {
            if (key.isScalar()) {
                // prometheus_port and prometheus.port share a name; the current key comes after the old one.
                byName.put(key.environmentName(), key);
            }
        }
        byName.forEach((name, key) -> variable(environment, name, key));
        for (NamedFlag flag : NamedFlag.values()) {
            if (!flag.path().isEmpty() && !flag.environmentName().isEmpty()) {
                variable(environment, flag.environmentName(), KnownKeys.get(flag.path()));
            }
        }
    }

    /** Flags that are a key's path come first, those with a name of their own win. */
    void applyFlags(Flags flags) {
        flags.values().forEach((flag, given) -> {
            if (NamedFlag.of(flag).isEmpty()) {
                pathFlag(flag, given);
            }
        });
        flags.values()
                .forEach((flag, given) -> NamedFlag.of(flag)
                        .filter(named -> !named.path().isEmpty() && !given.isEmpty())
                        .ifPresent(named -> namedFlag(named, given)));
    }

    private void variable(Map<String, String> environment, String name, KnownKey key) {
        String text = environment.getOrDefault(name, "");
        if (!text.isEmpty()) {
            text(key, text, "environment variable " + name);
        }
    }

    private void pathFlag(String flag, List<String> given) {
        KnownKey key = KnownKeys.find(flag);
        if (key != null && key.isScalar() && !given.isEmpty()) {
            text(key, given.getLast(), "--" + flag);
            return;
        }
        Optional<String> nearest = NearestKey.to(flag)
                .map(KnownKeys::find)
                .filter(KnownKey::isScalar)
                .map(KnownKey::path);
        String message = "unknown flag"
                + nearest.map(meant -> "; did you mean --" + meant + "?").orElse("");
        findings.problem(ProblemCode.UNKNOWN_FLAG, "--" + flag, "", message);
    }

    private void namedFlag(NamedFlag flag, List<String> given) {
        KnownKey key = KnownKeys.get(flag.path());
        if (flag.isRepeatable()) {
            settings.set(new Setting(key, key.path(), given, "--" + flag.flag()));
        } else {
            text(key, given.getLast(), "--" + flag.flag());
        }
    }

    private void text(KnownKey key, String text, String where) {
        try {
            Object value = key.type().isScalar() ? ValueReader.parse(key, text) : ApiKeyText.parse(text);
            settings.set(new Setting(key, key.path(), value, where));
        } catch (ApiKeyText.Unreadable e) {
            findings.problem(ProblemCode.KEYS_UNREADABLE, where, key.path(), e.getMessage());
        } catch (ValueReader.WrongValue e) {
            findings.problem(ProblemCode.WRONG_TYPE, where, key.path(), e.getMessage());
        }
    }
}
