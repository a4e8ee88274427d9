// All memcached nodes at a glance, pool by pool, and the nodes that stand out.
{
  title: 'Memcached / Fleet',
  uid: 'memfleet-fleet',
  description: 'All memcached nodes at a glance, pool by pool, and the nodes that stand out.',
  variables: ['instance'],
  annotations: ['Restarts', 'Flushes', 'Alerts'],
  rows: [
    {
      title: 'Now',
      size: [3, 4],
      panels: [
        {
          title: 'Nodes up',
          type: 'stat',
          unit: 'none',
          description: 'Nodes that answered `stats` in their last poll.',
          queries: [
            { expr: 'sum(memcached_up{%(nodes)s})', legend: 'up' },
          ],
        },
        {
          title: 'Nodes down',
          type: 'stat',
          unit: 'none',
          description: 'Nodes that did not answer `stats` in their last poll. The table below says which, and why.',
          thresholds: ['green', '1 red'],
          queries: [
            {
              expr: 'count(memcached_up{%(nodes)s}) - sum(memcached_up{%(nodes)s})',
              legend: 'down',
            },
          ],
        },
        {
          title: 'Hit ratio',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          description: 'Gets that found their key, of all gets.',
          queries: [
            { expr: 'sum(%(node_hits)s) / sum(%(node_gets)s)', legend: 'hit ratio' },
          ],
        },
        {
          title: 'Operations',
          type: 'stat',
          unit: 'ops',
          description: 'Commands a second, of all kinds and outcomes.',
          queries: [
            { expr: 'sum(%(node_operations)s)', legend: 'operations' },
          ],
        },
        {
          title: 'Evictions',
          type: 'stat',
          unit: 'eps',
          description: 'Items a second evicted to make room for new ones. Normal for a full cache; what matters is how old they were.',
          queries: [
            { expr: 'sum(%(node_evictions)s)', legend: 'evictions' },
          ],
        },
        {
          title: 'Memory',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          description: "Bytes held by items, of the nodes' memory limits. A full cache is a healthy one, hence no threshold.",
          queries: [
            {
              expr: 'sum(memcached_current_bytes{%(nodes)s}) / sum(memcached_limit_bytes{%(nodes)s})',
              legend: 'memory',
            },
          ],
        },
        {
          title: 'Items',
          type: 'stat',
          unit: 'short',
          description: 'Items held by all nodes together.',
          queries: [
            { expr: 'sum(memcached_current_items{%(nodes)s})', legend: 'items' },
          ],
        },
        {
          title: 'Connections',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          description: 'The highest share of its connection limit (`-c`) that any node uses. At 100 % a node stops accepting clients.',
          thresholds: ['green', '0.8 orange', '0.95 red'],
          queries: [
            { expr: 'max(%(node_connections)s)', legend: 'connections' },
          ],
        },
      ],
    },
    {
      title: 'Nodes',
      panels: [
        {
          title: 'Nodes',
          type: 'table',
          size: [24, 9],
          description: 'Every node with its version and what it is doing now. A click on a node opens its own dashboard.',
          queries: [
            { expr: 'max by (%(by_node)s, version) (memcached_version{%(nodes)s})' },
            { expr: 'max by (%(by_node)s) (memcached_uptime_seconds{%(nodes)s})' },
            { expr: '%(node_hits)s / %(node_gets)s' },
            { expr: '%(node_operations)s' },
            { expr: '%(node_evictions)s' },
            { expr: 'max by (%(by_node)s) (memcached_current_items{%(nodes)s})' },
            { expr: '%(node_memory)s' },
            { expr: '%(node_connections)s' },
          ],
          columns: [
            { field: 'pool', name: 'Pool' },
            { field: 'instance', name: 'Node', link: 'node' },
            { field: 'version', name: 'Version', width: 110 },
            { field: 'Value #B', name: 'Uptime', unit: 's', width: 95 },
            { field: 'Value #C', name: 'Hit ratio', unit: 'percentunit', decimals: 1, width: 90 },
            { field: 'Value #D', name: 'Operations', unit: 'ops', width: 100 },
            { field: 'Value #E', name: 'Evictions', unit: 'eps', width: 100 },
            { field: 'Value #F', name: 'Items', unit: 'short', width: 75 },
            { field: 'Value #G', name: 'Memory', unit: 'percentunit', gauge: true },
            { field: 'Value #H', name: 'Connections', unit: 'percentunit', gauge: true },
          ],
          hidden: ['Value #A'],
        },
        {
          title: 'Firing alerts',
          type: 'table',
          size: [24, 5],
          description: 'Alerts on these nodes and pools that fire now. Empty is good. Needs the shipped alerts in Prometheus.',
          queries: [
            { expr: 'max by (alertname, severity, %(by_node)s) (ALERTS{%(alerts)s})' },
          ],
          columns: [
            { field: 'severity', name: 'Severity', width: 100 },
            { field: 'alertname', name: 'Alert' },
            { field: 'pool', name: 'Pool' },
            { field: 'instance', name: 'Node', link: 'node' },
          ],
          hidden: ['Value'],
        },
        {
          title: 'Nodes down, and why',
          type: 'table',
          size: [12, 7],
          description: "Nodes that did not answer their last poll, and why. The reason needs Memfleet's agent, scraped as a fleet or by `/scrape`; over other exporters it is `unknown`.",
          queries: [
            {
              expr: 'max by (%(by_node)s, reason) (memcached_scrape_failure{%(nodes)s}) or on (%(by_node)s) label_replace(max by (%(by_node)s) (memcached_up{%(nodes)s} == 0), "reason", "unknown", "", "")',
            },
          ],
          columns: [
            { field: 'pool', name: 'Pool' },
            { field: 'instance', name: 'Node', link: 'node' },
            { field: 'reason', name: 'Reason' },
          ],
          hidden: ['Value'],
        },
        {
          title: 'Nodes up and down',
          type: 'timeseries',
          size: [12, 7],
          unit: 'none',
          decimals: 0,
          min: 0,
          stack: true,
          description: 'Nodes that answered and nodes that did not, by pool.',
          colors: { '/ down$/': 'red' },
          queries: [
            { expr: 'sum by (%(by_pool)s) (memcached_up{%(nodes)s})', legend: '%(pool)s up' },
            {
              expr: 'count by (%(by_pool)s) (memcached_up{%(nodes)s}) - sum by (%(by_pool)s) (memcached_up{%(nodes)s}) > 0',
              legend: '%(pool)s down',
            },
          ],
        },
      ],
    },
    {
      title: 'Pools',
      size: [12, 8],
      panels: [
        {
          title: 'Hit ratio',
          type: 'timeseries',
          unit: 'percentunit',
          max: 1,
          description: 'Gets that found their key, of all gets, by pool, and the ratio that each pool exceeded for 95 % of the past week (dashed; needs the shipped rules).',
          dashed: '/ past week$/',
          queries: [
            { expr: '%(pool_hit_ratio)s', legend: '%(pool)s' },
            {
              expr: 'max by (%(by_pool)s) (pool:memcached_get_hit_ratio:quantile05_1w{%(pools)s})',
              legend: '%(pool)s past week',
            },
          ],
        },
        {
          title: 'Operations by command',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          stack: true,
          description: 'Commands a second of all nodes, by command.',
          queries: [
            {
              expr: 'sum by (command) (%(commands)s)',
              legend: '{{command}}',
            },
          ],
        },
        {
          title: 'Memory',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          description: "Bytes held by items, and the nodes' memory limits (dashed), by pool.",
          dashed: '/ limit$/',
          queries: [
            {
              expr: 'sum by (%(by_pool)s) (memcached_current_bytes{%(nodes)s})',
              legend: '%(pool)s',
            },
            {
              expr: 'sum by (%(by_pool)s) (memcached_limit_bytes{%(nodes)s})',
              legend: '%(pool)s limit',
            },
          ],
        },
        {
          title: 'Evictions',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          description: 'Items a second evicted to make room, by pool.',
          queries: [
            { expr: 'sum by (%(by_pool)s) (%(node_evictions)s)', legend: '%(pool)s' },
          ],
        },
        {
          title: 'Connections',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          description: 'The fullest node of each pool, as a share of its connection limit (`-c`).',
          thresholds: ['green', '0.8 orange', '0.95 red'],
          line: true,
          queries: [
            { expr: 'max by (%(by_pool)s) (%(node_connections)s)', legend: '%(pool)s' },
          ],
        },
        {
          title: 'Network',
          type: 'timeseries',
          unit: 'Bps',
          description: 'Bytes a second written to clients (above zero) and read from them (below), by pool.',
          queries: [
            {
              expr: 'sum by (%(by_pool)s) (%(written)s)',
              legend: '%(pool)s written',
            },
            {
              expr: '-sum by (%(by_pool)s) (%(read)s)',
              legend: '%(pool)s read',
            },
          ],
        },
        {
          title: 'Items',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Items held, by pool.',
          queries: [
            {
              expr: 'sum by (%(by_pool)s) (memcached_current_items{%(nodes)s})',
              legend: '%(pool)s',
            },
          ],
        },
        {
          title: 'Imbalance',
          type: 'timeseries',
          unit: 'none',
          decimals: 1,
          min: 0,
          description: "Operations of each pool's busiest node, in multiples of the pool's mean. 1 is an even spread; a node far above it holds a hot key or too large a share of the hash ring.",
          thresholds: ['green', '2 orange'],
          line: true,
          queries: [
            {
              expr: 'max by (%(by_pool)s) (%(node_operations)s) / avg by (%(by_pool)s) (%(node_operations)s)',
              legend: '%(pool)s',
            },
          ],
        },
        {
          title: 'Versions',
          type: 'timeseries',
          unit: 'none',
          decimals: 0,
          min: 0,
          stack: true,
          description: 'Nodes by memcached version. More than one for a long time means a stuck rollout.',
          queries: [
            { expr: 'count by (version) (memcached_version{%(nodes)s})', legend: '{{version}}' },
          ],
        },
        {
          title: 'Settings that differ inside a pool',
          type: 'table',
          ours: true,
          description: "Settings whose value is not the same on all nodes of a pool, with each node's value. Empty is good. Ports, verbosity and the time of the last flush are left out.",
          queries: [
            {
              expr: 'max by (%(by_pool)s, __name__, setting, instance) ({%(nodes)s, __name__=~"memcached_(settings_.+|limit_bytes|max_connections)", __name__!~"memcached_settings_(tcp_port|udp_port|oldest_live_seconds|verbosity)"}) and on (%(by_pool)s, __name__, setting) stddev by (%(by_pool)s, __name__, setting) ({%(nodes)s, __name__=~"memcached_(settings_.+|limit_bytes|max_connections)"}) > 0',
            },
          ],
          columns: [
            { field: 'pool', name: 'Pool', width: 80 },
            { field: '__name__', name: 'Metric', width: 230 },
            { field: 'setting', name: 'Setting', width: 80 },
            { field: 'instance', name: 'Node', link: 'node' },
            { field: 'Value', name: 'Value', unit: 'none', width: 100 },
          ],
        },
      ],
    },
    {
      title: 'Pool $%(pool_name)s',
      repeat: '%(pool_name)s',
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Operations by node',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          description: 'Commands a second of the twenty busiest nodes.',
          queries: [
            { expr: 'topk(20, %(node_operations)s)', legend: '%(node)s' },
          ],
        },
        {
          title: 'Hit ratio by node',
          type: 'timeseries',
          unit: 'percentunit',
          max: 1,
          description: 'Gets that found their key, of all gets, of the twenty nodes with the lowest ratio.',
          queries: [
            { expr: 'bottomk(20, %(node_hits)s / %(node_gets)s)', legend: '%(node)s' },
          ],
        },
        {
          title: 'Evictions by node',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          description: 'Items a second evicted to make room, of the twenty nodes that evict most.',
          queries: [
            { expr: 'topk(20, %(node_evictions)s)', legend: '%(node)s' },
          ],
        },
        {
          title: 'Connections by node',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          description: 'Open connections of the twenty fullest nodes, as a share of the limit (`-c`).',
          thresholds: ['green', '0.8 orange', '0.95 red'],
          line: true,
          queries: [
            { expr: 'topk(20, %(node_connections)s)', legend: '%(node)s' },
          ],
        },
      ],
    },
    {
      title: "Outliers, in multiples of their pool's mean",
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Hit ratio, furthest below',
          type: 'bargauge',
          unit: 'percentunit',
          decimals: 1,
          description: 'The ten nodes whose hit ratio lies furthest below that of their pool, and by how much.',
          queries: [
            {
              expr: 'sort_desc(topk(10, %(pool_hit_ratio)s - on (%(by_pool)s) group_right () (%(node_hits)s / %(node_gets)s) > 0))',
              legend: '%(node)s',
            },
          ],
        },
      ] + [
        {
          title: outlier[0],
          type: 'bargauge',
          unit: 'none',
          decimals: 1,
          description: outlier[1],
          queries: [
            {
              expr: 'sort_desc(topk(10, %%(%(query)s)s / on (%%(by_pool)s) group_left () (avg by (%%(by_pool)s) (%%(%(query)s)s) > 0)))' % { query: outlier[2] },
              legend: '%(node)s',
            },
          ],
        }
        for outlier in [
          ['Most operations', "The ten busiest nodes; 1 is their pool's mean.", 'node_operations'],
          ['Most evictions', "The ten nodes that evict most; 1 is their pool's mean. Empty while the pool evicts nothing.", 'node_evictions'],
          ['Most memory', "The ten nodes that fill most of their memory limit; 1 is their pool's mean.", 'node_memory'],
          ['Most connections', "The ten nodes that use most of their connection limit; 1 is their pool's mean.", 'node_connections'],
        ]
      ],
    },
  ],
}
