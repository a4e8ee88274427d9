// The dashboards, by file name.
{
  local dashboard = import 'lib/dashboard.libsonnet',
  local write(spec) = dashboard($._config, spec),

  grafanaDashboards+:: {
    'fleet.json': write(import 'fleet.libsonnet'),
    'node.json': write(import 'node.libsonnet'),
    'slabs.json': write(import 'slabs.libsonnet'),
    'insight.json': write(import 'insight.libsonnet'),
    'agent.json': write(import 'agent.libsonnet'),
  },
}
