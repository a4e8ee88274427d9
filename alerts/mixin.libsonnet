// Rules, alerts and dashboards for memcached, in the form of Prometheus' monitoring mixins:
// prometheusRules, prometheusAlerts, grafanaDashboards, and _config to change them.
(import 'config.libsonnet')
+ (import 'rules.libsonnet')
+ (import 'alerts.libsonnet')
+ (import '../dashboards/dashboards.libsonnet')
