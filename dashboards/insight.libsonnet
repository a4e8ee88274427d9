// What insight has seen of a node: hit ratio by memory, hot keys, prefixes, and what to change.
{
  title: 'Memcached / Insight',
  uid: 'memfleet-insight',
  description: 'Results of the last window and the last dump of a node: hit ratio by memory, hot keys, prefixes, and what to change.',
  variables: ['instance'],
  chosen: ['instance'],
  annotations: ['Restarts', 'Flushes'],
  rows: [
    {
      title: 'Now',
      size: [4, 4],
      panels: [
        {
          title: 'Last window',
          type: 'stat',
          unit: 's',
          textMode: 'value',
          ours: true,
          description: 'Time since the end of the last window in which a chosen node was watched.',
          queries: [
            {
              expr: 'time() - max(memcached_insight_last_success_timestamp_seconds{%(nodes)s, kind="watch"})',
              legend: 'window',
            },
          ],
        },
        {
          title: 'Last dump',
          type: 'stat',
          unit: 's',
          textMode: 'value',
          ours: true,
          description: 'Time since the end of the last dump of a chosen node.',
          queries: [
            {
              expr: 'time() - max(memcached_insight_last_success_timestamp_seconds{%(nodes)s, kind="dump"})',
              legend: 'dump',
            },
          ],
        },
        {
          title: 'Gain of more memory',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          ours: true,
          description: 'Gain in hit ratio at the largest memory size that the last window supports, compared with the present size.',
          queries: [
            {
              expr: 'max(memcached_insight_predicted_hit_ratio{%(nodes)s}) - max(memcached_insight_predicted_hit_ratio{%(nodes)s, memory="1"})',
              legend: 'gain',
            },
          ],
        },
        {
          title: 'Supported memory',
          type: 'stat',
          unit: 'short',
          decimals: 1,
          ours: true,
          description: 'Largest multiple of the present memory that the last window supports a prediction for. A longer window supports more.',
          queries: [
            { expr: 'min(memcached_insight_supported_memory_ratio{%(nodes)s})', legend: 'times' },
          ],
        },
        {
          title: 'Hottest key',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          ours: true,
          thresholds: ['green', '0.03 orange', '0.1 red'],
          description: "Share of the gets for the hottest key. The agent's insight page of the node shows the key.",
          queries: [
            { expr: 'max(memcached_insight_hot_key_get_ratio{%(nodes)s, rank="1"})', legend: 'share' },
          ],
        },
        {
          title: 'Expired, not reclaimed',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          ours: true,
          thresholds: ['green', '0.05 orange', '0.1 red'],
          description: 'Share of the items that have expired and still take memory.',
          queries: [
            {
              expr: 'sum(memcached_insight_expired_resident_items{%(nodes)s}) / sum(memcached_current_items{%(nodes)s} and on (%(by_node)s) memcached_insight_expired_resident_items{%(nodes)s})',
              legend: 'expired',
            },
          ],
        },
      ],
    },
    {
      title: 'What to change',
      panels: [
        {
          title: 'Recommendations',
          type: 'table',
          size: [12, 8],
          ours: true,
          description: "Recommendations from the last window and dump. The agent's insight page of the node shows evidence, gain, risk and undo.",
          queries: [
            { expr: 'max by (instance, id) (memcached_insight_recommendation{%(nodes)s}) == 1' },
          ],
          columns: [
            { field: 'instance', name: 'Instance' },
            { field: 'id', name: 'Recommendation' },
          ],
          hidden: ['Value'],
        },
        {
          title: 'Lost lines',
          type: 'timeseries',
          size: [12, 8],
          unit: 'percentunit',
          min: 0,
          softMax: 0.05,
          ours: true,
          description: 'Share of the lines that a node dropped in its last window. Above 5 %, enlarge its log buffers.',
          queries: [
            { expr: 'memcached_insight_lines_lost_ratio{%(nodes)s}', legend: '%(node)s' },
          ],
        },
      ],
    },
    {
      title: 'Memory',
      size: [12, 9],
      panels: [
        {
          title: 'Hit ratio by memory',
          type: 'bargauge',
          unit: 'percentunit',
          decimals: 1,
          min: 0,
          max: 1,
          ours: true,
          description: 'Hit ratio that the chosen node would have with each multiple of its memory, where the last window supports it.',
          queries: [
            {
              expr: 'sort(max by (memory) (memcached_insight_predicted_hit_ratio{%(nodes)s}))',
              legend: '{{memory}}x',
            },
          ],
        },
        {
          title: 'Predicted hit ratio',
          type: 'timeseries',
          unit: 'percentunit',
          decimals: 1,
          ours: true,
          description: 'Predicted hit ratio of each window over time.',
          queries: [
            {
              expr: 'max by (memory) (memcached_insight_predicted_hit_ratio{%(nodes)s})',
              legend: '{{memory}}x',
            },
          ],
        },
      ],
    },
    {
      title: 'Keys and prefixes',
      size: [12, 9],
      panels: [
        {
          title: 'Gets of the hottest keys',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          ours: true,
          description: 'Share of the gets that the hottest key has, the second hottest and so on.',
          queries: [
            {
              expr: 'max by (rank) (memcached_insight_hot_key_get_ratio{%(nodes)s})',
              legend: 'key {{rank}}',
            },
          ],
        },
        {
          title: 'Gets by prefix',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          stack: true,
          ours: true,
          description: 'Share of the gets for the keys of each prefix, averaged over the chosen nodes.',
          queries: [
            {
              expr: 'avg by (prefix) (memcached_insight_prefix_get_ratio{%(nodes)s})',
              legend: '{{prefix}}',
            },
          ],
        },
        {
          title: 'Bytes by prefix',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          stack: true,
          ours: true,
          description: 'Bytes of the items of each prefix, at the last dump.',
          queries: [
            {
              expr: 'sum by (prefix) (memcached_insight_prefix_bytes{%(nodes)s})',
              legend: '{{prefix}}',
            },
          ],
        },
        {
          title: 'Prefixes',
          type: 'table',
          ours: true,
          description: 'What the last dump found of each prefix, summed over the chosen nodes.',
          queries: [
            { expr: 'sum by (prefix) (memcached_insight_prefix_items{%(nodes)s})' },
            { expr: 'sum by (prefix) (memcached_insight_prefix_bytes{%(nodes)s})' },
            { expr: 'avg by (prefix) (memcached_insight_prefix_unfetched_ratio{%(nodes)s})' },
          ],
          columns: [
            { field: 'prefix', name: 'Prefix' },
            { field: 'Value #A', name: 'Items', unit: 'short', width: 110 },
            { field: 'Value #B', name: 'Bytes', unit: 'bytes', width: 110 },
            { field: 'Value #C', name: 'Never fetched', unit: 'percentunit', gauge: true },
          ],
        },
        {
          title: 'Commands by prefix',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          ours: true,
          description: 'Commands a second for the keys of each prefix, as the node itself counts them. Needs the collector `detail`, which is off by default.',
          queries: [
            {
              expr: 'sum by (prefix, command) (rate(memcached_prefix_commands_total{%(nodes)s}[$__rate_interval]))',
              legend: '{{prefix}} {{command}}',
            },
          ],
        },
        {
          title: 'Hit ratio by prefix',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          max: 1,
          ours: true,
          description: 'Gets that found their key, of all gets of the prefix. Needs the collector `detail`, which is off by default.',
          queries: [
            {
              expr: 'sum by (prefix) (rate(memcached_prefix_commands_total{%(nodes)s, command="get", status="hit"}[$__rate_interval])) / sum by (prefix) (rate(memcached_prefix_commands_total{%(nodes)s, command="get"}[$__rate_interval]))',
              legend: '{{prefix}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Items',
      size: [12, 8],
      panels: [
        {
          title: 'Wasted in chunks by class',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          stack: true,
          ours: true,
          description: 'Bytes of chunks that hold nothing, at the last dump, in the classes with most of them.',
          queries: [
            {
              expr: 'sum by (slab) (memcached_insight_slab_wasted_bytes{%(nodes)s})',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Expired items, and items that never expire',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          ours: true,
          description: 'Shares of the items that have expired and still take memory, and that have no time to live.',
          queries: [
            {
              expr: 'sum(memcached_insight_expired_resident_items{%(nodes)s}) / sum(memcached_current_items{%(nodes)s} and on (%(by_node)s) memcached_insight_expired_resident_items{%(nodes)s})',
              legend: 'expired',
            },
            {
              expr: 'avg(memcached_insight_items_without_ttl_ratio{%(nodes)s})',
              legend: 'never expire',
            },
          ],
        },
        {
          title: 'Time to live',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Remaining time to live of the items that expire, at the last dump: median, 90th and 99th percentile, capped at a week. Needs `insight.dump.keyspace_metrics`, which is off by default.',
          queries: [
            {
              expr: 'histogram_quantile(0.5, sum by (le) (memcached_keyspace_ttl_seconds_bucket{%(nodes)s}))',
              legend: 'p50',
            },
            {
              expr: 'histogram_quantile(0.9, sum by (le) (memcached_keyspace_ttl_seconds_bucket{%(nodes)s}))',
              legend: 'p90',
            },
            {
              expr: 'histogram_quantile(0.99, sum by (le) (memcached_keyspace_ttl_seconds_bucket{%(nodes)s}))',
              legend: 'p99',
            },
          ],
        },
        {
          title: 'Idle time',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Time since the items were last used, at the last dump: median, 90th and 99th percentile, capped at a week. Needs `insight.dump.keyspace_metrics`, which is off by default.',
          queries: [
            {
              expr: 'histogram_quantile(0.5, sum by (le) (memcached_keyspace_idle_seconds_bucket{%(nodes)s}))',
              legend: 'p50',
            },
            {
              expr: 'histogram_quantile(0.9, sum by (le) (memcached_keyspace_idle_seconds_bucket{%(nodes)s}))',
              legend: 'p90',
            },
            {
              expr: 'histogram_quantile(0.99, sum by (le) (memcached_keyspace_idle_seconds_bucket{%(nodes)s}))',
              legend: 'p99',
            },
          ],
        },
        {
          title: 'Item sizes',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          ours: true,
          description: 'Size of an item with key and header: median, 90th and 99th percentile. Needs the collector `sizes`, which is off by default.',
          queries: [
            {
              expr: 'histogram_quantile(0.5, sum by (le) (memcached_item_size_bytes_bucket{%(nodes)s}))',
              legend: 'p50',
            },
            {
              expr: 'histogram_quantile(0.9, sum by (le) (memcached_item_size_bytes_bucket{%(nodes)s}))',
              legend: 'p90',
            },
            {
              expr: 'histogram_quantile(0.99, sum by (le) (memcached_item_size_bytes_bucket{%(nodes)s}))',
              legend: 'p99',
            },
          ],
        },
        {
          title: 'Items by size',
          type: 'bargauge',
          unit: 'short',
          min: 0,
          ours: true,
          description: 'Items no larger than each size, with key and header. Needs the collector `sizes`, which is off by default.',
          queries: [
            {
              expr: 'sort(sum by (le) (memcached_item_size_bytes_bucket{%(nodes)s, le=~"64|256|1024|4096|16384|65536|262144|1048576"}))',
              legend: '{{le}}',
            },
          ],
        },
      ],
    },
  ],
}
