package io.sluice.tokenapi.manage;

import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.store.Store;

/** Whether what a body refers to is there. */
final class References {
    private final Store store;

    References(Store store) {
        this.store = store;
    }

    void user(String field, String id) {
        if (store.users().find(id) == null) {
            throw Problem.conflict(field, "there is no user " + id);
        }
    }

    void role(String field, String id, RoleScope scope) {
        Role role = store.roles().find(id);
        if (role == null) {
            throw Problem.conflict(field, "there is no role " + id);
        }
        if (role.scope() != scope) {
            throw Problem.badField(
                    field, "role " + id + " is of scope " + role.scope().label() + ", not " + scope.label());
        }
    }
}
