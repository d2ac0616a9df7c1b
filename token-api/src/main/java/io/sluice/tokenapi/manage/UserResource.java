package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Identities;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.Watch;
import io.sluice.tokenapi.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users. Whoever is deleted leaves all calls. */
final class UserResource implements Resource {
    private final Store store;
    private final Enforcement enforcement;

    UserResource(Store store, Enforcement enforcement) {
        this.store = store;
        this.enforcement = enforcement;
    }

    @Override
    public String template() {
        return "/api/manage/users/{userId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        User user = store.users().find(ids.getFirst());
        return user == null
                ? null
                : Json.put(Json.object().put("id", user.id()).put("name", user.name()), "email", user.email());
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        if (Identities.guestOf(ids.getFirst()) != null) {
            throw Problem.badField("userId", "must not begin like the identity of a guest");
        }
        User user = new User(ids.getFirst(), body.text("name"), body.optionalText("email"));
        body.done();
        return store.users().put(user);
    }

    @Override
    public boolean delete(List<String> ids) {
        Watch watch = enforcement.ofUser(ids.getFirst());
        boolean was = store.users().delete(ids.getFirst());
        watch.settle();
        return was;
    }
}
