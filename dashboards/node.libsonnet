// One memcached node, or a few, in full.
{
  title: 'Memcached / Node',
  uid: 'memfleet-node',
  description: 'One memcached node, or a few, in full.',
  variables: ['instance'],
  chosen: ['instance'],
  annotations: ['Restarts', 'Flushes', 'Alerts'],
  rows: [
    {
      title: 'Now',
      size: [3, 4],
      panels: [
        {
          title: 'Up',
          type: 'stat',
          unit: 'none',
          description: '1 when the node answered `stats` in its last poll; the lowest of the chosen nodes.',
          thresholds: ['red', '1 green'],
          mappings: ['Down', 'Up'],
          queries: [
            { expr: 'min(memcached_up{%(nodes)s})', legend: 'up' },
          ],
        },
        {
          title: 'Version',
          type: 'stat',
          unit: 'none',
          description: "memcached's version.",
          textMode: 'name',
          queries: [
            { expr: 'count by (version) (memcached_version{%(nodes)s})', legend: '{{version}}' },
          ],
        },
        {
          title: 'Uptime',
          type: 'stat',
          unit: 's',
          description: 'Time since the node started; the shortest of the chosen nodes.',
          queries: [
            { expr: 'min(memcached_uptime_seconds{%(nodes)s})', legend: 'uptime' },
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
          title: 'Items',
          type: 'stat',
          unit: 'short',
          description: 'Items held.',
          queries: [
            { expr: 'sum(memcached_current_items{%(nodes)s})', legend: 'items' },
          ],
        },
        {
          title: 'Memory',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          description: 'Bytes held by items, of the memory limit (`-m`). A full cache is a healthy one, hence no threshold.',
          queries: [
            {
              expr: 'sum(memcached_current_bytes{%(nodes)s}) / sum(memcached_limit_bytes{%(nodes)s})',
              legend: 'memory',
            },
          ],
        },
        {
          title: 'Connections',
          type: 'stat',
          unit: 'percentunit',
          decimals: 1,
          description: 'Open connections, of the limit (`-c`).',
          thresholds: ['green', '0.8 orange', '0.95 red'],
          queries: [
            { expr: 'max(%(node_connections)s)', legend: 'connections' },
          ],
        },
      ],
    },
    {
      title: 'Commands',
      size: [12, 8],
      panels: [
        {
          title: 'Commands by command and status',
          type: 'timeseries',
          size: [12, 10],
          unit: 'ops',
          min: 0,
          description: 'Commands a second, by command and outcome.',
          queries: [
            {
              expr: 'sum by (%(by_node)s, command, status) (rate(memcached_commands_total{%(nodes)s}[$__rate_interval]))',
              legend: '{{command}} {{status}} · %(node)s',
            },
          ],
        },
        {
          title: 'Hit ratio by command',
          type: 'timeseries',
          size: [12, 10],
          unit: 'percentunit',
          min: 0,
          max: 1,
          description: 'Commands that found their key, of all commands of that kind. `set` and `flush_all` cannot miss.',
          queries: [
            {
              expr: 'sum by (%(by_node)s, command) (rate(memcached_commands_total{%(nodes)s, command!~"set|flush", status="hit"}[$__rate_interval])) / sum by (%(by_node)s, command) (rate(memcached_commands_total{%(nodes)s, command!~"set|flush"}[$__rate_interval]))',
              legend: '{{command}} · %(node)s',
            },
          ],
        },
        {
          title: 'Get misses by cause',
          type: 'timeseries',
          unit: 'ops',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Gets that missed because the item had expired, because `flush_all` had removed it, and all misses.',
          queries: [
            {
              expr: 'sum by (%(by_node)s) (rate(memcached_commands_total{%(nodes)s, command="get", status="miss"}[$__rate_interval]))',
              legend: 'all · %(node)s',
            },
            {
              expr: 'sum by (%(by_node)s) (rate(memcached_get_expired_total{%(nodes)s}[$__rate_interval]))',
              legend: 'expired · %(node)s',
            },
            {
              expr: 'sum by (%(by_node)s) (rate(memcached_get_flushed_total{%(nodes)s}[$__rate_interval]))',
              legend: 'flushed · %(node)s',
            },
          ],
        },
        {
          title: 'Stores refused',
          type: 'timeseries',
          unit: 'ops',
          softMax: 1,
          min: 0,
          description: 'Values larger than the item limit (`-I`), and values for which no memory could be found.',
          queries: [
            {
              expr: 'sum by (%(by_node)s) (rate(memcached_item_too_large_total{%(nodes)s}[$__rate_interval]))',
              legend: 'too large · %(node)s',
            },
            {
              expr: 'sum by (%(by_node)s) (rate(memcached_item_no_memory_total{%(nodes)s}[$__rate_interval]))',
              legend: 'no memory · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Memory and items',
      size: [12, 8],
      panels: [
        {
          title: 'Memory',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          description: 'Bytes held by items, bytes taken for slab pages, and the limit (`-m`, dashed).',
          dashed: '/^limit/',
          queries: [
            { expr: 'memcached_current_bytes{%(nodes)s}', legend: 'items · %(node)s' },
            { expr: 'memcached_malloced_bytes{%(nodes)s}', legend: 'pages · %(node)s' },
            { expr: 'memcached_limit_bytes{%(nodes)s}', legend: 'limit · %(node)s' },
          ],
        },
        {
          title: 'Items',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Items held.',
          queries: [
            { expr: 'memcached_current_items{%(nodes)s}', legend: '%(node)s' },
          ],
        },
        {
          title: 'Evictions and reclaims',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          description: 'Items evicted while still valid, expired items whose memory was reused, and expired items that the crawler freed.',
          queries: [
            {
              expr: 'rate(memcached_items_evicted_total{%(nodes)s}[$__rate_interval])',
              legend: 'evicted · %(node)s',
            },
            {
              expr: 'rate(memcached_items_reclaimed_total{%(nodes)s}[$__rate_interval])',
              legend: 'reclaimed · %(node)s',
            },
            {
              expr: 'rate(memcached_lru_crawler_reclaimed_total{%(nodes)s}[$__rate_interval])',
              legend: 'crawled · %(node)s',
            },
          ],
        },
        {
          title: 'Evictions that hurt',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Evicted items that had been hit recently (too little memory), evicted and expired items that were never fetched (stored for nothing), and direct reclaims: a worker thread had to free memory itself because the LRU maintainer could not keep up.',
          queries: [
            {
              expr: 'rate(memcached_items_evicted_active_total{%(nodes)s}[$__rate_interval])',
              legend: 'evicted, active · %(node)s',
            },
            {
              expr: 'rate(memcached_items_evicted_unfetched_total{%(nodes)s}[$__rate_interval])',
              legend: 'evicted, never fetched · %(node)s',
            },
            {
              expr: 'rate(memcached_items_expired_unfetched_total{%(nodes)s}[$__rate_interval])',
              legend: 'expired, never fetched · %(node)s',
            },
            {
              expr: 'rate(memcached_direct_reclaims_total{%(nodes)s}[$__rate_interval])',
              legend: 'direct reclaims · %(node)s',
            },
          ],
        },
        {
          title: 'Item ages',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'Time since the last access of the item at the tail of each LRU, the oldest over all slab classes: how long an unused item lives.',
          queries: [
            {
              expr: 'max by (%(by_node)s) (memcached_slab_items_age_seconds{%(nodes)s})',
              legend: 'cold · %(node)s',
            },
            {
              expr: 'max by (%(by_node)s) (memcached_slab_warm_age_seconds{%(nodes)s})',
              legend: 'warm · %(node)s',
            },
            {
              expr: 'max by (%(by_node)s) (memcached_slab_hot_age_seconds{%(nodes)s})',
              legend: 'hot · %(node)s',
            },
          ],
        },
        {
          title: 'Youngest eviction',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'Time since the last access of the item evicted last, the shortest over the slab classes that evict. Minutes or less mean that items in use are evicted.',
          queries: [
            {
              expr: 'min by (%(by_node)s) (memcached_slab_items_evicted_time_seconds{%(nodes)s} and rate(memcached_slab_items_evicted_total{%(nodes)s}[$__rate_interval]) > 0)',
              legend: '%(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Connections and network',
      size: [12, 8],
      panels: [
        {
          title: 'Connections',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Open connections, the limit (`-c`), and 80 % of it, above which an alert fires (both dashed).',
          dashed: '/^limit/',
          queries: [
            { expr: 'memcached_current_connections{%(nodes)s}', legend: 'open · %(node)s' },
            { expr: 'memcached_max_connections{%(nodes)s}', legend: 'limit · %(node)s' },
            { expr: '0.8 * memcached_max_connections{%(nodes)s}', legend: 'limit, 80 %% · %(node)s' },
          ],
        },
        {
          title: 'Connections opened, yielded, refused',
          type: 'timeseries',
          unit: 'cps',
          min: 0,
          description: 'Connections accepted, connections that yielded to others (`-R`), and connections refused at the limit.',
          queries: [
            {
              expr: 'rate(memcached_connections_total{%(nodes)s}[$__rate_interval])',
              legend: 'opened · %(node)s',
            },
            {
              expr: 'rate(memcached_connections_yielded_total{%(nodes)s}[$__rate_interval])',
              legend: 'yielded · %(node)s',
            },
            {
              expr: 'rate(memcached_connections_rejected_total{%(nodes)s}[$__rate_interval])',
              legend: 'refused · %(node)s',
            },
          ],
        },
        {
          title: 'Listener',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          min: 0,
          description: '1 while the node accepts connections, and how often the limit made it stop listening in each interval.',
          queries: [
            { expr: 'memcached_accepting_connections{%(nodes)s}', legend: 'accepting · %(node)s' },
            {
              expr: 'increase(memcached_connections_listener_disabled_total{%(nodes)s}[$__rate_interval])',
              legend: 'disabled · %(node)s',
            },
          ],
        },
        {
          title: 'Time with the listener disabled',
          type: 'timeseries',
          unit: 'percentunit',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Share of the time in which the connection limit kept the node from listening.',
          queries: [
            {
              expr: 'rate(memcached_connections_listener_disabled_seconds_total{%(nodes)s}[$__rate_interval])',
              legend: '%(node)s',
            },
          ],
        },
        {
          title: 'Network',
          type: 'timeseries',
          unit: 'Bps',
          description: 'Bytes a second written to clients (above zero) and read from them (below).',
          queries: [
            {
              expr: 'rate(memcached_written_bytes_total{%(nodes)s}[$__rate_interval])',
              legend: 'written · %(node)s',
            },
            {
              expr: '-rate(memcached_read_bytes_total{%(nodes)s}[$__rate_interval])',
              legend: 'read · %(node)s',
            },
          ],
        },
        {
          title: 'Connection buffers',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          ours: true,
          description: 'Memory outside the slabs that connections take, for reading and for unsent answers.',
          queries: [
            { expr: 'memcached_read_buffer_bytes{%(nodes)s}', legend: 'read buffers · %(node)s' },
            { expr: 'memcached_response_object_bytes{%(nodes)s}', legend: 'responses · %(node)s' },
          ],
        },
        {
          title: 'Round trips',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'What the agent measures from outside, a new connection and a command that does nothing.',
          queries: [
            { expr: 'memcached_connect_duration_seconds{%(nodes)s}', legend: 'connect · %(node)s' },
            { expr: 'memcached_probe_duration_seconds{%(nodes)s}', legend: 'command · %(node)s' },
          ],
        },
        {
          title: 'Authentication and TLS errors',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Failed logins and failed TLS handshakes and records. TLS errors are shown only for nodes with TLS.',
          queries: [
            {
              expr: 'rate(memcached_auth_errors_total{%(nodes)s}[$__rate_interval])',
              legend: 'authentication · %(node)s',
            },
            {
              expr: 'rate(memcached_tls_handshake_errors_total{%(nodes)s}[$__rate_interval])',
              legend: 'TLS handshake · %(node)s',
            },
            {
              expr: 'rate(memcached_tls_protocol_errors_total{%(nodes)s}[$__rate_interval])',
              legend: 'TLS protocol · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'CPU and housekeeping',
      size: [12, 8],
      panels: [
        {
          title: 'CPU',
          type: 'timeseries',
          unit: 'percentunit',
          min: 0,
          description: 'CPU time of the memcached process; 100 % is one core.',
          queries: [
            {
              expr: 'rate(memcached_process_user_cpu_seconds_total{%(nodes)s}[$__rate_interval])',
              legend: 'user · %(node)s',
            },
            {
              expr: 'rate(memcached_process_system_cpu_seconds_total{%(nodes)s}[$__rate_interval])',
              legend: 'system · %(node)s',
            },
          ],
        },
        {
          title: 'LRU crawler',
          type: 'timeseries',
          unit: 'eps',
          min: 0,
          description: 'Items that the crawler looked at, and runs that it started.',
          queries: [
            {
              expr: 'rate(memcached_lru_crawler_items_checked_total{%(nodes)s}[$__rate_interval])',
              legend: 'items checked · %(node)s',
            },
            {
              expr: 'rate(memcached_lru_crawler_starts_total{%(nodes)s}[$__rate_interval])',
              legend: 'runs · %(node)s',
            },
          ],
        },
        {
          title: 'LRU moves',
          type: 'timeseries',
          unit: 'eps',
          min: 0,
          description: 'Items moved between the hot, warm and cold LRU, or to the head of their own.',
          queries: [
            {
              expr: 'rate(memcached_lru_crawler_moves_to_cold_total{%(nodes)s}[$__rate_interval])',
              legend: 'to cold · %(node)s',
            },
            {
              expr: 'rate(memcached_lru_crawler_moves_to_warm_total{%(nodes)s}[$__rate_interval])',
              legend: 'to warm · %(node)s',
            },
            {
              expr: 'rate(memcached_lru_crawler_moves_within_lru_total{%(nodes)s}[$__rate_interval])',
              legend: 'within · %(node)s',
            },
          ],
        },
        {
          title: 'Hash table',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          ours: true,
          description: 'Memory of the hash table of keys. It is being doubled while `expanding` is 1 in the next panel.',
          queries: [
            { expr: 'memcached_hash_table_bytes{%(nodes)s}', legend: '%(node)s' },
          ],
        },
        {
          title: 'Hash table load',
          type: 'timeseries',
          unit: 'none',
          min: 0,
          ours: true,
          description: 'Items per bucket; memcached doubles the table above 1.5. `expanding` is 1 while it does.',
          queries: [
            {
              expr: 'memcached_current_items{%(nodes)s} / 2 ^ memcached_hash_table_power_level{%(nodes)s}',
              legend: 'items per bucket · %(node)s',
            },
            { expr: 'memcached_hash_table_expanding{%(nodes)s}', legend: 'expanding · %(node)s' },
          ],
        },
        {
          title: 'Failed allocations',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Allocations that failed, and connections closed for lack of a read buffer or a response object. Must be zero.',
          queries: [
            {
              expr: 'rate(memcached_malloc_failures_total{%(nodes)s}[$__rate_interval])',
              legend: 'malloc · %(node)s',
            },
            {
              expr: 'rate(memcached_read_buffer_oom_total{%(nodes)s}[$__rate_interval])',
              legend: 'read buffer · %(node)s',
            },
            {
              expr: 'rate(memcached_response_object_oom_total{%(nodes)s}[$__rate_interval])',
              legend: 'response object · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Connections in detail',
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Connections by state',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          stack: true,
          ours: true,
          description: 'Client connections by what they do: `conn_read` and `conn_new_cmd` wait for a command, `conn_mwrite` for a client that reads slowly. Needs the collector `conns`, which is off by default.',
          queries: [
            {
              expr: 'sum by (%(by_node)s, state) (memcached_client_connections{%(nodes)s})',
              legend: '{{state}} · %(node)s',
            },
          ],
        },
        {
          title: 'Connections by transport',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          ours: true,
          description: 'Client connections over TCP, TCP over IPv6, UDP and Unix sockets. Needs the collector `conns`, which is off by default.',
          queries: [
            {
              expr: 'sum by (%(by_node)s, transport) (memcached_client_connections{%(nodes)s})',
              legend: '{{transport}} · %(node)s',
            },
          ],
        },
        {
          title: 'Connections by listening socket',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          ours: true,
          description: 'Client connections that each listening socket has accepted. Needs the collector `conns`, which is off by default.',
          queries: [
            {
              expr: 'max by (%(by_node)s, address) (memcached_listener_connections{%(nodes)s})',
              legend: '{{address}} · %(node)s',
            },
          ],
        },
        {
          title: 'Idle time of connections',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Time since the last command of a connection: median and 90th percentile. Needs the collector `conns`, which is off by default.',
          queries: [
            {
              expr: 'histogram_quantile(0.5, sum by (%(by_node)s, le) (memcached_client_connection_idle_seconds_bucket{%(nodes)s}))',
              legend: 'p50 · %(node)s',
            },
            {
              expr: 'histogram_quantile(0.9, sum by (%(by_node)s, le) (memcached_client_connection_idle_seconds_bucket{%(nodes)s}))',
              legend: 'p90 · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Canary',
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Canary',
          type: 'timeseries',
          unit: 'none',
          min: 0,
          max: 1,
          ours: true,
          description: '1 while an item can be stored, read and deleted as clients do it, 0 for a command that fails. Needs `canary_interval` in the configuration.',
          queries: [
            {
              expr: 'min by (%(by_node)s, command) (memcached_canary_success{%(nodes)s})',
              legend: '{{command}} · %(node)s',
            },
          ],
        },
        {
          title: 'Canary latency',
          type: 'timeseries',
          unit: 's',
          min: 0,
          ours: true,
          description: 'Time that each command of the canary took, for those that succeeded. Needs `canary_interval` in the configuration.',
          queries: [
            {
              expr: 'max by (%(by_node)s, command) (memcached_canary_duration_seconds{%(nodes)s})',
              legend: '{{command}} · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Extstore',
      collapsed: true,
      size: [8, 8],
      panels: [
        {
          title: 'Extstore space',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          description: 'Bytes on disk that hold items, that are lost to fragmentation, and the limit (dashed).',
          dashed: '/^limit/',
          queries: [
            { expr: 'memcached_extstore_bytes_used{%(nodes)s}', legend: 'used · %(node)s' },
            {
              expr: 'memcached_extstore_bytes_fragmented{%(nodes)s}',
              legend: 'fragmented · %(node)s',
            },
            { expr: 'memcached_extstore_bytes_limit{%(nodes)s}', legend: 'limit · %(node)s' },
          ],
        },
        {
          title: 'Extstore traffic',
          type: 'timeseries',
          unit: 'Bps',
          description: 'Bytes a second written to disk (above zero) and read from it (below).',
          queries: [
            {
              expr: 'rate(memcached_extstore_bytes_written_total{%(nodes)s}[$__rate_interval])',
              legend: 'written · %(node)s',
            },
            {
              expr: '-rate(memcached_extstore_bytes_read_total{%(nodes)s}[$__rate_interval])',
              legend: 'read · %(node)s',
            },
          ],
        },
        {
          title: 'Extstore objects lost',
          type: 'timeseries',
          unit: 'eps',
          min: 0,
          description: 'Objects evicted from disk, and objects lost in compaction.',
          queries: [
            {
              expr: 'rate(memcached_extstore_objects_evicted_total{%(nodes)s}[$__rate_interval])',
              legend: 'evicted · %(node)s',
            },
            {
              expr: 'rate(memcached_extstore_compact_lost_total{%(nodes)s}[$__rate_interval])',
              legend: 'lost · %(node)s',
            },
          ],
        },
        {
          title: 'Extstore pages by bucket',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          stack: true,
          ours: true,
          description: 'Flash pages in use by bucket: 0 default, 1 compacted, 2 large items (chunked), 3 short TTL, 4 compacted cold items, 5 old items. Needs the collector `extstore`, which is off by default.',
          queries: [
            {
              expr: 'memcached_extstore_bucket_pages{%(nodes)s}',
              legend: '{{bucket}} · %(node)s',
            },
          ],
        },
        {
          title: 'Extstore bytes by bucket',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          stack: true,
          ours: true,
          description: 'Bytes in use in the pages of each bucket. Needs the collector `extstore`, which is off by default.',
          queries: [
            {
              expr: 'memcached_extstore_bucket_bytes{%(nodes)s}',
              legend: '{{bucket}} · %(node)s',
            },
          ],
        },
      ],
    },
    {
      title: 'Proxy',
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Proxy requests',
          type: 'timeseries',
          unit: 'reqps',
          min: 0,
          description: 'Requests that clients sent to the proxy, and requests that the proxy answered with an error of its own.',
          queries: [
            {
              expr: 'rate(memcached_proxy_conn_requests_total{%(nodes)s}[$__rate_interval])',
              legend: 'requests · %(node)s',
            },
            {
              expr: 'rate(memcached_proxy_conn_errors_total{%(nodes)s}[$__rate_interval])',
              legend: 'errors · %(node)s',
            },
          ],
        },
        {
          title: 'Proxy backends',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Backends of all workers, and how often one was marked bad in each interval.',
          queries: [
            { expr: 'memcached_proxy_backend_total{%(nodes)s}', legend: 'backends · %(node)s' },
            {
              expr: 'increase(memcached_proxy_backend_marked_bad_total{%(nodes)s}[$__rate_interval])',
              legend: 'marked bad · %(node)s',
            },
          ],
        },
        {
          title: 'Proxy commands',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          ours: true,
          description: 'Commands that the proxy handled, by command. Needs the collector `proxy`, which is off by default.',
          queries: [
            {
              expr: 'rate(memcached_proxy_commands_total{%(nodes)s}[$__rate_interval])',
              legend: '{{command}} · %(node)s',
            },
          ],
        },
        {
          title: 'Proxy backends considered bad',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          ours: true,
          description: 'Workers that consider a backend bad; healthy backends are not shown. Needs the collector `proxybe`, which is off by default.',
          queries: [
            {
              expr: 'memcached_proxy_backend_bad{%(nodes)s}',
              legend: '{{backend}} · %(node)s',
            },
          ],
        },
        {
          title: 'Proxy functions',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          ours: true,
          description: 'Function generators in existence, and slots for running functions. Needs the collector `proxyfuncs`, which is off by default.',
          queries: [
            {
              expr: 'memcached_proxy_functions{%(nodes)s}',
              legend: 'functions {{name}} · %(node)s',
            },
            {
              expr: 'memcached_proxy_function_slots{%(nodes)s}',
              legend: 'slots {{name}} · %(node)s',
            },
          ],
        },
        {
          title: 'Proxy memory',
          type: 'timeseries',
          unit: 'bytes',
          min: 0,
          dashed: '/^limit/',
          ours: true,
          description: 'Memory of the Lua interpreters, and of buffers with its limit (dashed). Needs the collector `proxy`, which is off by default.',
          queries: [
            {
              expr: 'memcached_proxy_vm_memory_bytes{%(nodes)s}',
              legend: 'Lua · %(node)s',
            },
            {
              expr: 'memcached_proxy_buffer_memory_used_bytes{%(nodes)s}',
              legend: 'buffers · %(node)s',
            },
            {
              expr: 'memcached_proxy_buffer_memory_limit_bytes{%(nodes)s} > 0',
              legend: 'limit · %(node)s',
            },
          ],
        },
      ],
    },
  ],
}
