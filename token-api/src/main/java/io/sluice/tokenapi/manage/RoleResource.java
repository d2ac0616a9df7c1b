package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.Watch;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roles. What changes about one counts for whoever holds it, in running calls too. */
final class RoleResource implements Resource {
    private static final Pattern PERMISSION = Pattern.compile("\\*|[A-Za-z][A-Za-z0-9_.:-]{0,63}");

    private final Store store;
    private final Enforcement enforcement;

    RoleResource(Store store, Enforcement enforcement) {
        this.store = store;
        this.enforcement = enforcement;
    }

    @Override
    public String template() {
        return "/api/manage/roles/{roleId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        Role role = store.roles().find(ids.getFirst());
        return role == null
                ? null
                : Json.put(
                        Json.object()
                                .put("id", role.id())
                                .put("name", role.name())
                                .put("scope", role.scope().label()),
                        "permissions",
                        role.permissions());
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        Role role = new Role(
                ids.getFirst(),
                body.text("name", 256),
                body.choice("scope", RoleScope::ofLabel, "server, channelWebRtc, channelSignal"),
                body.texts(
                        "permissions",
                        text -> PERMISSION.matcher(text).matches(),
                        "* or the name of a permission such as stream.view"));
        body.done();
        Watch watch = enforcement.ofRole(role.id());
        boolean created;
        try {
            created = store.roles().put(role);
        } catch (StoreException.Duplicate e) {
            throw Problem.conflict("name", "another role of this scope has it");
        }
        watch.settle();
        return created;
    }

    @Override
    public boolean delete(List<String> ids) {
        Watch watch = enforcement.ofRole(ids.getFirst());
        boolean was = store.roles().delete(ids.getFirst());
        watch.settle();
        return was;
    }
}
