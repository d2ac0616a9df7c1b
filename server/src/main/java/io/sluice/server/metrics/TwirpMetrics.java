package io.sluice.server.metrics;

import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of the server API: how many, how they ended, how long they took. */
public final class TwirpMetrics implements MetricSource {
    private static final Pattern PATH = Pattern.compile("/twirp/livekit\\.([A-Za-z]{1,40})/([A-Za-z]{1,60})");
    private static final Pattern CODE = Pattern.compile("\\{\"code\":\"([a-z_]{1,40})\"");
    private static final int OK = 200;

    private final CounterFamily calls = new CounterFamily(
            "livekit_node_twirp_request_status", "Calls of the server API.", "code", "method", "service", "status");
    private final HistogramFamily millis = new HistogramFamily(
            "livekit_node_twirp_request_latency_ms",
            "How long calls of the server API took, milliseconds.",
            Buckets.TWIRP_MILLIS,
            "method",
            "service",
            "status");

    /** The same handler, counted. Calls of methods that do not exist are not: their names are the caller's. */
    public ApiHandler counting(ApiHandler handler) {
        return call -> {
            long began = System.nanoTime();
            ApiAnswer answer = handler.answer(call);
            count(call, answer, (System.nanoTime() - began) / 1e6);
            return answer;
        };
    }

    private void count(ApiCall call, ApiAnswer answer, double took) {
        Matcher path = PATH.matcher(call.path());
        String code = code(answer);
        if (!path.matches() || code.equals("bad_route")) {
            return;
        }
        String status = answer.status() == OK ? "200" : answer.status() < 500 ? "4xx" : "5xx";
        calls.add(code, path.group(2), path.group(1), status);
        millis.note(took, path.group(2), path.group(1), status);
    }

    private static String code(ApiAnswer answer) {
        if (answer.status() == OK) {
            return "";
        }
        Matcher code = CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        return code.lookingAt() ? code.group(1) : "";
    }

    @Override
    public void write(Exposition page) {
        calls.write(page);
        millis.write(page);
    }
}
