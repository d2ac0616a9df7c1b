package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.caller.CallerVerdict.Refused;
import io.sluice.tokenapi.http.ApiCall;
import java.time.Instant;
import java.util.Locale;

/** Calls signed in their headers. Any of the four headers makes a call one of these, and it never falls back to another scheme. */
public final class SignedHeaderScheme implements CallerScheme {
    private final SignedRequests requests;

    public SignedHeaderScheme(SignedRequests requests) {
        this.requests = requests;
    }

    @Override
    public CallerVerdict judge(ApiCall call, Instant now) {
        NamedTexts header = name -> call.header(name.toLowerCase(Locale.ROOT));
        if (!SignedRequest.isAttempted(header)) {
            return CallerVerdict.ABSENT;
        }
        SignedRequest request = SignedRequest.read(header, call.rawPath(), call.body());
        return request == null ? new Refused(Refusal.MISSING_AUTH_HEADERS) : requests.judge(request, now);
    }
}
