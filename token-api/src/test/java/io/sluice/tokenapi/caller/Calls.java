package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.http.ApiCall;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes calls. */
final class Calls {
    private Calls() {}

    static ApiCall with(String... headers) {
        return from("192.0.2.1", headers);
    }

    static ApiCall from(String address, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(Locale.ROOT), List.of(headers[i + 1]));
        }
        return new ApiCall("POST", SignedRequestWireTest.PATH, Map.of(), map, SignedRequestWireTest.BODY, address);
    }
}
