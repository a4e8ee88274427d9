package dev.memfleet.server.session;

import dev.memfleet.server.auth.UserFile;
import dev.memfleet.server.cluster.ClusterFile;
import dev.memfleet.server.stats.ServerStats;
import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.StatsReport;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.watch.Watchers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects that all workers share.
 *
 * @param version the version that clients see
 * @param cluster the nodes of the cluster that the server belongs to; null for none
 * @param users who may log in; null when no login is required
 * @param refreshCertificates reads the certificates of TLS again, and returns the reply to a client
 * @param stop ends the server
 */
public record Services(
    String version,
    Settings settings,
    Store store,
    ServerStats stats,
    StatsReport report,
    Watchers watchers,
    @Nullable ClusterFile cluster,
    @Nullable UserFile users,
    Supplier<String> refreshCertificates,
    Runnable stop) {}
