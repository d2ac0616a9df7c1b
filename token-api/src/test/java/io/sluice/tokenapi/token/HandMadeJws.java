package io.sluice.tokenapi.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens no library would make: any header and payload text, signed by HS256 whatever the header says. */
final class HandMadeJws {
    private HandMadeJws() {}

    static String sign(String secret, String header, String payload) throws Exception {
        String input = encode(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + encode(payload.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return input + '.' + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    static String sign(String secret, String payload) throws Exception {
        return sign(secret, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
