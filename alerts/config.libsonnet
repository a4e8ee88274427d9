// What an installation may change. Override it like this:
//   (import 'mixin.libsonnet') + { _config+:: { clusterLabels: ['region'] } }
{
  _config+:: {
    // Matchers of the series of nodes and exporters, 'job=~"memcached.*"' for example; empty: all.
    selector: '',

    // Labels that separate installations. A label that no series has groups as empty and costs nothing.
    clusterLabels: ['cluster', 'namespace'],
    // Label of the group of nodes that share one set of keys. Nodes without it form one pool per job.
    poolLabel: 'pool',

    // Series with this label never raise a critical alert; {paging: none} beside a pool's other labels.
    noPagingSelector: 'paging="none"',

    // The longest gap, as by a restart of the exporter, that neither resolves nor restarts an alert.
    // More than two scrape intervals, and shorter than the alerts' for.
    gapTolerance: '150s',

    // Where the runbook and Grafana are.
    runbookUrl: 'https://example.com/memfleet/alerts/RUNBOOK.md',
    grafanaUrl: 'https://grafana.example.com',

    // Dashboards read recorded series where raw ones would be thousands. Without the rules: false.
    dashboardsUseRules: true,

    // Kubernetes objects: where they go and what selects them.
    kubernetes: {
      namespace: 'monitoring',
      ruleLabels: { role: 'alert-rules' },
      dashboardLabels: { grafana_dashboard: '1' },
    },

    // Severity, duration and threshold of each alert; null drops one.
    // firing: how long an alert stays firing after its condition has ended (keep_firing_for).
    alerts: {
      MemcachedNodeDown: { severity: 'warning', 'for': '5m' },
      MemcachedManyNodesDown: { severity: 'critical', 'for': '2m', threshold: 0.25, nodes: 2 },
      MemcachedPoolDown: { severity: 'critical', 'for': '10m' },
      MemcachedNodeFlapping: { severity: 'warning', threshold: 6, firing: '15m' },
      MemcachedRestarted: { severity: 'info', threshold: 900 },
      MemcachedRestartLoop: { severity: 'warning', threshold: 3 },
      MemcachedConnectFailing: { severity: 'warning', 'for': '5m' },
      MemcachedCanaryFails: { severity: 'warning', 'for': '5m' },
      MemcachedConnectionsNearLimit: { severity: 'warning', 'for': '10m', threshold: 0.8, firing: '10m' },
      MemcachedConnectionsRefused: { severity: 'warning', 'for': '5m', threshold: 0 },
      MemcachedListenerDisabled: { severity: 'warning', 'for': '5m' },
      MemcachedPoolRefusingConnections: { severity: 'critical', 'for': '5m', threshold: 0.5 },
      MemcachedBuffersExhausted: { severity: 'warning', 'for': '10m', threshold: 0 },
      // misses: further misses a second that reach the backend, below which the ratio does not matter
      MemcachedHitRatioDropped: { severity: 'warning', 'for': '30m', threshold: 0.05, misses: 5, firing: '15m' },
      MemcachedHitRatioCollapsed: { severity: 'critical', 'for': '10m', threshold: 0.3, misses: 50, firing: '10m' },
      // evictions: a second, in one slab class
      MemcachedEvictingYoungItems: { severity: 'warning', 'for': '30m', threshold: 900, evictions: 1, firing: '30m' },
      MemcachedOutOfMemory: { severity: 'warning', 'for': '10m' },
      // stores: a second, refused ones included
      MemcachedItemsTooLarge: { severity: 'warning', 'for': '30m', threshold: 0.001, stores: 1 },
      MemcachedFlushed: { severity: 'warning', threshold: 0 },
      // commands: a second, of the node
      MemcachedTrafficImbalance: { severity: 'warning', 'for': '30m', threshold: 2, commands: 100, firing: '30m' },
      MemcachedCrawlerStopped: { severity: 'warning', 'for': '2h' },
      MemcachedSettingsDrift: { severity: 'warning', 'for': '2h' },
      MemcachedVersionSkew: { severity: 'info', 'for': '24h', threshold: 1 },
      MemcachedAuthErrors: { severity: 'warning', 'for': '10m', threshold: 0.1 },
      // errors: a second
      MemcachedTlsHandshakeErrors: { severity: 'warning', 'for': '10m', threshold: 0.1, errors: 0.1 },
      MemcachedCertificateExpiring: { severity: 'warning', 'for': '15m', threshold: 14 * 86400 },
      MemcachedCertificateExpiresInDays: { severity: 'critical', 'for': '15m', threshold: 3 * 86400 },
      MemcachedCertificateExpired: { severity: 'critical', 'for': '5m', threshold: 0 },
      MemcachedProxyBackendFailing: { severity: 'warning', 'for': '10m', threshold: 0 },
      MemcachedMoreMemoryPays: { severity: 'info', 'for': '5m', threshold: 0.03 },
      MemcachedHotKey: { severity: 'warning', 'for': '5m', threshold: 0.1 },
      MemcachedExpiredItemsGrowing: { severity: 'warning', 'for': '5m', threshold: 0.1 },
      MemcachedExporterAbsent: { severity: 'critical', 'for': '5m' },
      MemcachedExporterDown: { severity: 'warning', 'for': '5m' },
      MemcachedExporterStalled: { severity: 'critical', 'for': '2m' },
      MemcachedExporterNodesNotPolled: { severity: 'warning', 'for': '5m' },
      MemcachedExporterLagging: { severity: 'warning', 'for': '5m', threshold: 0.25 },
      MemcachedExporterInternalErrors: { severity: 'warning' },
      MemcachedExporterOutOfResources: { severity: 'warning', 'for': '5m', threshold: 0 },
      MemcachedExporterRestartLoop: { severity: 'warning', threshold: 4 },
      MemcachedExporterRefusingRequests: { severity: 'warning', 'for': '10m', threshold: 0.1 },
      MemcachedScrapeTargetsRefused: { severity: 'warning', 'for': '15m', threshold: 0 },
      MemcachedHonorLabelsMissing: { severity: 'warning', 'for': '10m' },
      MemcachedReloadFailed: { severity: 'warning', 'for': '5m' },
      MemcachedDiscoveryFailing: { severity: 'warning', 'for': '15m' },
      MemcachedExporterShardMissing: { severity: 'critical', 'for': '5m' },
      MemcachedPollSlow: { severity: 'warning', 'for': '10m', threshold: 0.5 },
      MemcachedLastPollOld: { severity: 'warning', 'for': '5m', threshold: 120 },
      MemcachedCollectorFailing: { severity: 'warning', 'for': '15m' },
      MemcachedClockOffset: { severity: 'warning', 'for': '10m', threshold: 5 },
    },
  },
}
