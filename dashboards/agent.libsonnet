// The agents that poll the nodes, how well they keep up, and what they cost.
{
  title: 'Memcached / Agent',
  uid: 'memfleet-agent',
  description: 'The agents that poll the nodes, how well they keep up, and what they cost.',
  variables: ['instance', 'agent'],
  annotations: [],
  rows: [
    {
      title: 'Now',
      size: [4, 4],
      panels: [
        {
          title: 'Agents',
          type: 'stat',
          unit: 'none',
          description: 'Agents by version.',
          textMode: 'value_and_name',
          queries: [
            {
              expr: 'count by (version) (memcached_exporter_build_info{%(agents)s})',
              legend: '{{version}}',
            },
          ],
        },
        {
          title: 'Nodes polled',
          type: 'stat',
          unit: 'none',
          ours: true,
          description: 'Nodes that the agents know.',
          queries: [
            { expr: 'sum(memcached_exporter_nodes{%(agents)s})', legend: 'nodes' },
          ],
        },
        {
          title: 'Shards',
          type: 'stat',
          unit: 'short',
          ours: true,
          description: 'Shards that an agent polls, out of the configured total.',
          queries: [
            {
              expr: 'count(count_values("shard", memcached_exporter_shard_index{%(agents)s}))',
              legend: 'polled',
            },
            { expr: 'max(memcached_exporter_shard_total{%(agents)s})', legend: 'expected' },
          ],
        },
        {
          title: 'Polls',
          type: 'stat',
          unit: 'ops',
          ours: true,
          description: 'Polls of nodes a second.',
          queries: [
            {
              expr: 'sum(rate(memcached_exporter_polls_total{%(nodes)s}[$__rate_interval]))',
              legend: 'polls',
            },
          ],
        },
        {
          title: 'Failing nodes',
          type: 'stat',
          unit: 'none',
          description: 'Nodes whose last poll failed.',
          thresholds: ['green', '1 red'],
          queries: [
            {
              expr: 'count(memcached_up{%(nodes)s}) - sum(memcached_up{%(nodes)s})',
              legend: 'failing',
            },
          ],
        },
        {
          title: 'Oldest poll',
          type: 'stat',
          unit: 's',
          ours: true,
          description: 'Longest time since the last poll of any node.',
          queries: [
            { expr: 'max(memcached_exporter_last_poll_age_seconds{%(nodes)s})', legend: 'age' },
          ],
        },
        {
          title: 'Collectors failing',
          type: 'stat',
          unit: 'short',
          ours: true,
          description: 'Collectors that failed on nodes that are up.',
          thresholds: ['green', '1 orange'],
          queries: [
            { expr: 'sum(%(failing_collectors)s)', legend: 'failing' },
          ],
        },
        {
          title: 'Sources failing',
          type: 'stat',
          unit: 'short',
          ours: true,
          description: 'Sources of nodes whose last query failed, over all agents.',
          thresholds: ['green', '1 orange'],
          queries: [
            { expr: 'sum(1 - memcached_exporter_discovery_success{%(agents)s})', legend: 'failing' },
          ],
        },
        {
          title: 'Files refused',
          type: 'stat',
          unit: 'short',
          ours: true,
          description: 'Agents that still use the previous configuration, because the file is invalid.',
          thresholds: ['green', '1 orange'],
          queries: [
            {
              expr: 'sum(1 - memcached_exporter_config_last_reload_successful{%(agents)s})',
              legend: 'refused',
            },
          ],
        },
        {
          title: 'First certificate to expire',
          type: 'stat',
          unit: 's',
          ours: true,
          description: "Time that is left to the certificate that expires first, of the agents' own pages.",
          thresholds: ['red', '259200 orange', '1209600 green'],
          queries: [
            {
              expr: 'min(memcached_exporter_web_certificate_expiry_timestamp_seconds{%(agents)s} - time())',
              legend: 'agents',
            },
          ],
        },
      ],
    },
    {
      title: 'Polls',
      size: [12, 8],
      panels: [
        {
          title: 'Polls',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          ours: true,
          description: 'Polls of nodes a second, by pool.',
          queries: [
            {
              expr: 'sum by (%(by_pool)s) (rate(memcached_exporter_polls_total{%(nodes)s}[$__rate_interval]))',
              legend: '%(pool)s',
            },
          ],
        },
        {
          title: 'Failed polls by reason',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          stack: true,
          ours: true,
          description: 'Polls that failed, by reason, of all nodes.',
          queries: [
            {
              expr: 'sum by (reason) (rate(memcached_exporter_poll_failures_total{%(nodes)s}[$__rate_interval]))',
              legend: '{{reason}}',
            },
          ],
        },
        {
          title: 'Poll duration',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Duration of polls, from the first command to the last answer, over all nodes.',
          queries: [
            {
              expr: 'quantile(0.5, memcached_scrape_duration_seconds{%(nodes)s})',
              legend: 'median',
            },
            {
              expr: 'quantile(0.99, memcached_scrape_duration_seconds{%(nodes)s})',
              legend: '99th percentile',
            },
            { expr: 'max(memcached_scrape_duration_seconds{%(nodes)s})', legend: 'slowest' },
          ],
        },
        {
          title: 'Connect and command duration',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'The slowest new connection and the slowest command that does nothing, and the medians of both.',
          queries: [
            {
              expr: 'quantile(0.5, memcached_connect_duration_seconds{%(nodes)s})',
              legend: 'connect, median',
            },
            {
              expr: 'max(memcached_connect_duration_seconds{%(nodes)s})',
              legend: 'connect, slowest',
            },
            {
              expr: 'quantile(0.5, memcached_probe_duration_seconds{%(nodes)s})',
              legend: 'command, median',
            },
            { expr: 'max(memcached_probe_duration_seconds{%(nodes)s})', legend: 'command, slowest' },
          ],
        },
        {
          title: 'Age of the last poll',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'The ten nodes whose last poll is oldest. Twice the poll interval or more means that an agent cannot keep up.',
          queries: [
            {
              expr: 'topk(10, memcached_exporter_last_poll_age_seconds{%(nodes)s})',
              legend: '%(node)s',
            },
          ],
        },
        {
          title: 'Collectors failing',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Nodes that are up and on which a collector failed, by collector.',
          queries: [
            { expr: 'sum by (collector) (%(failing_collectors)s)', legend: '{{collector}}' },
          ],
        },
        {
          title: 'New connections failing',
          type: 'timeseries',
          unit: 'none',
          softMax: 1,
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Nodes that accept no new connection; open ones may still work.',
          queries: [
            {
              expr: 'count(memcached_connect_success{%(nodes)s}) - sum(memcached_connect_success{%(nodes)s})',
              legend: 'nodes',
            },
          ],
        },
        {
          title: 'Event loop lag',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Longest delay of an event loop since the previous scrape. The durations of polls include it.',
          queries: [
            {
              expr: 'max by (%(by_agent)s) (memcached_exporter_event_loop_lag_seconds{%(agents)s})',
              legend: '%(agent)s',
            },
          ],
        },
        {
          title: 'Nodes not polled',
          type: 'timeseries',
          unit: 'none',
          softMax: 1,
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Nodes without a recent result, and agents that are not healthy. Both are problems of the agent, not of the nodes.',
          queries: [
            { expr: 'sum(memcached_exporter_nodes_not_polled{%(agents)s})', legend: 'nodes' },
            { expr: 'sum(1 - memcached_exporter_healthy{%(agents)s})', legend: 'agents not healthy' },
          ],
        },
        {
          title: 'Internal errors',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Unexpected exceptions, by the part of the agent that recovered from them; the log has their stack traces.',
          queries: [
            {
              expr: 'sum by (where) (rate(memcached_exporter_internal_errors_total{%(agents)s}[$__rate_interval]))',
              legend: '{{where}}',
            },
          ],
        },
        {
          title: 'Clock offset',
          type: 'timeseries',
          unit: 's',
          ours: true,
          description: "The nodes' clocks minus the agent's, furthest ahead and furthest behind. memcached counts whole seconds and lags, so up to two seconds behind is not an error.",
          queries: [
            { expr: 'max(memcached_clock_offset_seconds{%(nodes)s})', legend: 'ahead' },
            { expr: 'min(memcached_clock_offset_seconds{%(nodes)s})', legend: 'behind' },
          ],
        },
        {
          title: 'Slowest nodes',
          type: 'table',
          size: [24, 8],
          ours: true,
          description: 'The ten nodes whose polls take longest.',
          queries: [
            {
              expr: 'topk(10, max by (%(by_node)s) (memcached_scrape_duration_seconds{%(nodes)s}))',
            },
            {
              expr: 'max by (%(by_node)s) (memcached_connect_duration_seconds{%(nodes)s}) and topk(10, max by (%(by_node)s) (memcached_scrape_duration_seconds{%(nodes)s}))',
            },
            {
              expr: 'max by (%(by_node)s) (memcached_probe_duration_seconds{%(nodes)s}) and topk(10, max by (%(by_node)s) (memcached_scrape_duration_seconds{%(nodes)s}))',
            },
            {
              expr: 'max by (%(by_node)s) (memcached_exporter_last_poll_age_seconds{%(nodes)s}) and topk(10, max by (%(by_node)s) (memcached_scrape_duration_seconds{%(nodes)s}))',
            },
          ],
          columns: [
            { field: 'pool', name: 'Pool' },
            { field: 'instance', name: 'Node', link: 'node' },
            { field: 'Value #A', name: 'Poll', unit: 's' },
            { field: 'Value #B', name: 'Connect', unit: 's' },
            { field: 'Value #C', name: 'Command', unit: 's' },
            { field: 'Value #D', name: 'Age of the last poll', unit: 's' },
          ],
        },
      ],
    },
    {
      title: 'Scrapes',
      size: [8, 8],
      panels: [
        {
          title: 'Scrapes served',
          type: 'timeseries',
          unit: 'reqps',
          min: 0,
          description: 'Scrapes answered, of whole fleets and of single nodes, by HTTP status.',
          queries: [
            {
              expr: 'sum by (code) (rate(promhttp_metric_handler_requests_total{%(agents)s}[$__rate_interval]))',
              legend: '{{code}}',
            },
          ],
        },
        {
          title: 'Scrapes of single nodes',
          type: 'timeseries',
          unit: 'reqps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Scrapes by `/scrape?target=`, and those that failed, by reason.',
          queries: [
            {
              expr: 'sum(rate(memcached_exporter_scrapes_total{%(agents)s}[$__rate_interval]))',
              legend: 'all',
            },
            {
              expr: 'sum by (reason) (rate(memcached_exporter_scrape_errors_total{%(agents)s}[$__rate_interval]))',
              legend: 'failed, {{reason}}',
            },
          ],
        },
        {
          title: 'Scrape duration',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'How long Prometheus waited for its slowest answer, by job.',
          queries: [
            { expr: 'max by (job) (scrape_duration_seconds{%(agents)s})', legend: '{{job}}' },
          ],
        },
      ],
    },
    {
      title: 'Configuration',
      size: [8, 8],
      panels: [
        {
          title: 'Files refused',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Agents that still use the previous file, because the present one is invalid.',
          queries: [
            {
              expr: 'sum(1 - memcached_exporter_config_last_reload_successful{%(agents)s})',
              legend: 'configuration',
            },
            {
              expr: 'sum(1 - memcached_exporter_web_config_last_reload_successful{%(agents)s})',
              legend: 'web config',
            },
          ],
        },
        {
          title: 'Age of the configuration',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Time since the last successful reload.',
          queries: [
            {
              expr: 'time() - memcached_exporter_config_last_reload_success_timestamp_seconds{%(agents)s}',
              legend: 'configuration · %(agent)s',
            },
            {
              expr: 'time() - memcached_exporter_web_config_last_reload_success_timestamp_seconds{%(agents)s}',
              legend: 'web config · %(agent)s',
            },
          ],
        },
        {
          title: 'Requests refused',
          type: 'timeseries',
          unit: 'reqps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Requests refused by the web config: wrong login, rate limit exceeded, or too many logins waiting to be checked.',
          queries: [
            {
              expr: 'sum by (reason) (rate(memcached_exporter_web_requests_refused_total{%(agents)s}[$__rate_interval]))',
              legend: '{{reason}}',
            },
          ],
        },
        {
          title: 'Nodes by source',
          type: 'timeseries',
          unit: 'none',
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Nodes in the last usable answer of each source.',
          queries: [
            {
              expr: 'max by (source) (memcached_exporter_discovery_nodes{%(agents)s})',
              legend: '{{source}}',
            },
          ],
        },
        {
          title: 'Sources failing',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Agents whose last query of a source failed; they keep the nodes of its previous answer.',
          queries: [
            {
              expr: 'sum by (source) (1 - memcached_exporter_discovery_success{%(agents)s})',
              legend: '{{source}}',
            },
          ],
        },
        {
          title: 'Certificates',
          type: 'timeseries',
          unit: 's',
          ours: true,
          description: "Time that is left to the certificates of the agents' own pages, and to the ten of nodes that expire first. Below zero they have expired.",
          queries: [
            {
              expr: 'memcached_exporter_web_certificate_expiry_timestamp_seconds{%(agents)s} - time()',
              legend: '%(agent)s, own pages',
            },
            {
              expr: 'bottomk(10, memcached_tls_peer_certificate_expiry_timestamp_seconds{%(nodes)s} - time())',
              legend: '%(node)s',
            },
          ],
        },
        {
          title: 'Sources',
          type: 'table',
          size: [24, 6],
          ours: true,
          description: 'State of each source of nodes; with several agents, the worst state that any of them reports.',
          queries: [
            { expr: 'max by (source) (memcached_exporter_discovery_nodes{%(agents)s})' },
            { expr: 'sum by (source) (1 - memcached_exporter_discovery_success{%(agents)s})' },
            {
              expr: 'max by (source) (time() - memcached_exporter_discovery_last_success_timestamp_seconds{%(agents)s})',
            },
          ],
          columns: [
            { field: 'source', name: 'Source' },
            { field: 'Value #A', name: 'Nodes', decimals: 0 },
            { field: 'Value #B', name: 'Agents without a good answer', decimals: 0 },
            { field: 'Value #C', name: 'Since its last good answer', unit: 's' },
          ],
        },
      ],
    },
    {
      title: 'Process',
      size: [8, 8],
      panels: [
        {
          title: 'CPU',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          description: 'CPU time of the agent; 100 % is one core.',
          queries: [
            {
              expr: 'rate(process_cpu_seconds_total{%(agents)s}[$__rate_interval])',
              legend: '%(agent)s',
            },
          ],
        },
        {
          title: 'Memory',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          ours: true,
          description: 'Resident memory of the process, what the JVM uses on and off its heap, and the limit of the heap (dashed), at which the agent exits and is restarted.',
          dashed: '/^heap limit/',
          queries: [
            { expr: 'process_resident_memory_bytes{%(agents)s}', legend: 'resident · %(agent)s' },
            {
              expr: 'sum by (%(by_agent)s, area) (jvm_memory_bytes_used{%(agents)s})',
              legend: '{{area}} · %(agent)s',
            },
            { expr: 'jvm_memory_bytes_max{%(agents)s, area="heap"}', legend: 'heap limit · %(agent)s' },
          ],
        },
        {
          title: 'Garbage collection',
          type: 'timeseries',
          unit: 'percentunit',
          softMax: 0.01,
          min: 0,
          ours: true,
          description: 'Share of the time that the JVM spends collecting garbage.',
          queries: [
            {
              expr: 'sum by (%(by_agent)s, gc) (rate(jvm_gc_collection_seconds_sum{%(agents)s}[$__rate_interval]))',
              legend: '{{gc}} · %(agent)s',
            },
          ],
        },
        {
          title: 'Threads',
          type: 'timeseries',
          unit: 'short',
          decimals: 0,
          min: 0,
          ours: true,
          description: 'Threads of the JVM.',
          queries: [
            { expr: 'jvm_threads_current{%(agents)s}', legend: '%(agent)s' },
          ],
        },
        {
          title: 'File descriptors',
          type: 'timeseries',
          unit: 'short',
          decimals: 0,
          min: 0,
          description: 'Open file descriptors, one for each connection among them, and their limit (dashed).',
          dashed: '/^limit/',
          queries: [
            { expr: 'process_open_fds{%(agents)s}', legend: '%(agent)s' },
            { expr: 'process_max_fds{%(agents)s}', legend: 'limit · %(agent)s' },
          ],
        },
        {
          title: 'Allocation',
          type: 'timeseries',
          unit: 'Bps',
          min: 0,
          ours: true,
          description: 'Bytes a second that the agent allocates on the heap.',
          queries: [
            {
              expr: 'sum by (%(by_agent)s) (rate(jvm_memory_pool_allocated_bytes_total{%(agents)s}[$__rate_interval]))',
              legend: '%(agent)s',
            },
          ],
        },
      ],
    },
  ],
}
