package io.sluice.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code rtc.turn_servers} and the secrets they keep in files. */
final class TurnServerReader {
    private static final int MAX_TTL_SECONDS = 24 * 60 * 60;
    private static final int DEFAULT_TTL_SECONDS = 4 * 60 * 60;
    private static final int NEGATIVE_TTL_SECONDS = 5 * 60;

    private final Settings settings;
    private final Map<String, String> environment;
    private final Findings findings;

    TurnServerReader(Settings settings, Map<String, String> environment, Findings findings) {
        this.settings = settings;
        this.environment = environment;
        this.findings = findings;
    }

    List<TurnServer> read() {
        List<TurnServer> servers = new ArrayList<>();
        for (int i = 0; i < settings.listSize("rtc.turn_servers"); i++) {
            servers.add(server("rtc.turn_servers[" + i + ']'));
        }
        return servers;
    }

    private TurnServer server(String path) {
        String host = settings.text(path + ".host");
        int port = settings.number(path + ".port");
        String username = settings.text(path + ".username");
        String credential = settings.text(path + ".credential");
        String secret = secret(path);
        if (host.isEmpty() || port == 0) {
            findings.problem(ProblemCode.INCOMPLETE, somewhere(path), path, "needs a host and a port");
        }
        if (secret.isEmpty() && (username.isEmpty() || credential.isEmpty())) {
            if (!findings.isProblem(path + ".secret_file")) {
                findings.problem(
                        ProblemCode.INCOMPLETE,
                        somewhere(path),
                        path,
                        "needs secret or secret_file, or both username and credential");
            }
        }
        String protocol = settings.text(path + ".protocol");
        return new TurnServer(host, port, protocol, username, credential, secret, ttl(path));
    }

    private String secret(String path) {
        String inline = settings.text(path + ".secret").strip();
        String file = settings.text(path + ".secret_file");
        if (file.isEmpty()) {
            return inline;
        }
        if (!inline.isEmpty()) {
            findings.warn(path + ": secret is set, so secret_file does not count");
            return inline;
        }
        String key = path + ".secret_file";
        String text = new SecretFile(environment, findings).read(file, settings.where(key), key);
        if (text != null && text.isBlank()) {
            findings.problem(ProblemCode.INCOMPLETE, settings.where(key), key, "the file " + file + " is empty");
        }
        return text == null ? "" : text.strip();
    }

    private Duration ttl(String path) {
        int seconds = settings.number(path + ".ttl");
        if (seconds > MAX_TTL_SECONDS) {
            findings.warn(path + ".ttl: " + seconds + " is cut to " + MAX_TTL_SECONDS);
        }
        if (seconds < 0) {
            return Duration.ofSeconds(NEGATIVE_TTL_SECONDS);
        }
        return Duration.ofSeconds(seconds == 0 ? DEFAULT_TTL_SECONDS : Math.min(seconds, MAX_TTL_SECONDS));
    }

    /** Where the first key of this server stands. */
    private String somewhere(String path) {
        return settings.all().stream()
                .filter(setting -> setting.path().startsWith(path + '.'))
                .map(Setting::where)
                .findFirst()
                .orElse("");
    }
}
