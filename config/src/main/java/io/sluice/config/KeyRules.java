package io.sluice.config;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the API keys together and refuses sets a server must not start with. */
final class KeyRules {
    private static final int MIN_SECRET_BYTES = 32;
    private static final String PLACEHOLDER_KEY = "devkey";
    private static final String PLACEHOLDER_SECRET = "secret";

    private final Settings settings;
    private final Map<String, String> environment;
    private final Findings findings;

    KeyRules(Settings settings, Map<String, String> environment, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.findings = findings;
    }

    ApiKeys read(boolean development) {
        Map<String, String> keys = configured();
        addFromEnvironment(keys);
        boolean placeholder = keys.isEmpty() && development;
        if (placeholder) {
            keys.put(PLACEHOLDER_KEY, PLACEHOLDER_SECRET);
        }
        if (keys.isEmpty() && !findings.isProblem("keys") && !findings.isProblem("key_file")) {
            findings.problem(ProblemCode.NO_KEYS, "", "", "one of key-file or keys must be provided");
        }
        keys.forEach((key, secret) -> check(key, secret, development));
        return new ApiKeys(keys, placeholder);
    }

    private Map<String, String> configured() {
        Map<String, String> keys = settings.textMap("keys");
        String path = settings.text("key_file");
        if (path.isEmpty()) {
            return keys;
        }
        if (!keys.isEmpty()) {
            findings.warn("key_file is set, so the keys of " + settings.where("keys") + " do not count");
        }
        String where = settings.where("key_file");
        String text = new SecretFile(environment, findings).read(path, where, "key_file");
        if (text == null) {
            return new LinkedHashMap<>();
        }
        try {
            return ApiKeyText.parse(text);
        } catch (ApiKeyText.Unreadable e) {
            findings.problem(ProblemCode.KEYS_UNREADABLE, where, "key_file", e.getMessage());
            return new LinkedHashMap<>();
        }
    }

    /** The pair an application server knows these variables for; whoever shares its environment means the same key. */
    private void addFromEnvironment(Map<String, String> keys) {
        String key = environment.getOrDefault("LIVEKIT_API_KEY", "");
        String secret = environment.getOrDefault("LIVEKIT_API_SECRET", "");
        String where = "environment variables LIVEKIT_API_KEY and LIVEKIT_API_SECRET";
        if (key.isEmpty() != secret.isEmpty()) {
            findings.problem(ProblemCode.INCOMPLETE, where, "", "one is set without the other");
        } else if (!key.isEmpty()) {
            String before = keys.putIfAbsent(key, secret);
            if (before != null && !before.equals(secret)) {
                findings.problem(ProblemCode.CONFLICT, where, "", "the key " + key + " has another secret elsewhere");
            }
        }
    }

    private void check(String key, String secret, boolean development) {
        String where = settings.where(settings.isSet("key_file") ? "key_file" : "keys");
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (key.isEmpty() || bytes == 0) {
            findings.problem(ProblemCode.INCOMPLETE, where, "keys", "a key or its secret is empty");
        } else if (development) {
            return;
        } else if (key.equals(PLACEHOLDER_KEY) && secret.equals(PLACEHOLDER_SECRET)) {
            findings.problem(
                    ProblemCode.PLACEHOLDER_KEY,
                    where,
                    "keys",
                    "devkey with the secret \"secret\" is known to everybody and works with --dev only");
        } else if (bytes < MIN_SECRET_BYTES) {
            findings.problem(
                    ProblemCode.SHORT_SECRET,
                    where,
                    "keys",
                    "the secret of " + key + " has " + bytes + " bytes; outside --dev it needs at least "
                            + MIN_SECRET_BYTES);
        }
    }
}
