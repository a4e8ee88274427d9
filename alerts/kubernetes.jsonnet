// Renders a mixin as Kubernetes objects: a PrometheusRule and one ConfigMap a dashboard.
//   jsonnet --multi FOLDER --ext-code 'mixin=import "alerts/mixin.libsonnet"' alerts/kubernetes.jsonnet
local mixin = std.extVar('mixin');
local settings = mixin._config.kubernetes;
local metadata(name, labels) = { name: name, namespace: settings.namespace, labels: labels };

{
  'prometheusrule.json': {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadata('memfleet', settings.ruleLabels),
    spec: { groups: mixin.prometheusRules.groups + mixin.prometheusAlerts.groups },
  },
} + {
  ['dashboard-' + name]: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('memfleet-dashboard-' + std.strReplace(name, '.json', ''), settings.dashboardLabels),
    data: { ['memcached-' + name]: std.toString(mixin.grafanaDashboards[name]) },
  }
  for name in std.objectFields(mixin.grafanaDashboards)
}
