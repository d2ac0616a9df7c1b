package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.http.ApiAnswer;

/** An answer that ends the work on a request: it can not be done. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiAnswer answer;

    /** Any answer. */
    Refusal(ApiAnswer answer) {
        super("status " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /** {@code {"error": ...}}, as all endpoints but those of Matrix put it. */
    static Refusal of(int status, String error) {
        return new Refusal(ApiAnswer.json(status, object().put("error", error).toString()));
    }

    /** With a sentence for people. */
    static Refusal of(int status, String error, String message) {
        return new Refusal(ApiAnswer.json(
                status, object().put("error", error).put("message", message).toString()));
    }

    /** What is sent. */
    ApiAnswer answer() {
        return answer;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
