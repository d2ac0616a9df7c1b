package io.sluice.server.manage;

/** The management API of a node with the embedded database. */
class ManagementOverH2IT extends ManagementContract {
    @Override
    String database() {
        return "";
    }
}
