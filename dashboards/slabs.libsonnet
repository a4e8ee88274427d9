// Where memory goes, slab class by slab class, and whether what is evicted was still in use.
{
  title: 'Memcached / Slabs',
  uid: 'memfleet-slabs',
  description: 'Where memory goes, slab class by slab class, and whether what is evicted was still in use.',
  variables: ['instance', 'slab'],
  chosen: ['instance'],
  annotations: ['Restarts', 'Flushes'],
  rows: [
    {
      title: 'Now',
      size: [4, 4],
      panels: [
        {
          title: 'Slab classes in use',
          type: 'stat',
          unit: 'short',
          description: 'Classes that hold at least one page on any of the chosen nodes.',
          queries: [
            {
              expr: 'count(sum by (slab) (memcached_slab_current_pages{%(classes)s}) > 0)',
              legend: 'classes',
            },
          ],
        },
        {
          title: 'Pages',
          type: 'stat',
          unit: 'short',
          description: 'Pages (1 MiB each unless `-o slab_chunk_max` or `-I` say otherwise) held by the classes.',
          queries: [
            { expr: 'sum(memcached_slab_current_pages{%(classes)s})', legend: 'pages' },
          ],
        },
        {
          title: 'Used bytes',
          type: 'stat',
          unit: 'bytes',
          description: 'Bytes that items asked for.',
          queries: [
            { expr: 'sum(memcached_slab_mem_requested_bytes{%(classes)s})', legend: 'used' },
          ],
        },
        {
          title: 'Wasted bytes',
          type: 'stat',
          unit: 'bytes',
          description: 'Bytes of slab pages that no item occupies: free chunks, and the unused end of each used chunk.',
          queries: [
            { expr: 'sum(%(class_bytes)s - %(class_used)s)', legend: 'wasted' },
          ],
        },
        {
          title: 'Evictions',
          type: 'stat',
          unit: 'eps',
          description: 'Items a second evicted to make room.',
          queries: [
            {
              expr: 'sum(rate(memcached_slab_items_evicted_total{%(classes)s}[$__rate_interval]))',
              legend: 'evictions',
            },
          ],
        },
        {
          title: 'Out of memory',
          type: 'stat',
          instant: true,
          unit: 'short',
          decimals: 0,
          description: 'Stores that failed in the chosen time because a class had neither a free chunk nor an item to evict.',
          thresholds: ['green', '1 red'],
          queries: [
            {
              expr: 'sum(increase(memcached_slab_items_outofmemory_total{%(classes)s}[$__range]))',
              legend: 'failed stores',
            },
          ],
        },
      ],
    },
    {
      title: 'Classes',
      panels: [
        {
          title: 'Slab classes',
          type: 'table',
          size: [24, 10],
          description: 'Every class with its chunk size, what it holds and what it does now, summed over the chosen nodes.',
          queries: [
            { expr: 'max by (slab) (memcached_slab_chunk_size_bytes{%(classes)s})' },
            { expr: 'sum by (slab) (memcached_slab_current_pages{%(classes)s})' },
            { expr: 'sum by (slab) (memcached_slab_current_items{%(classes)s})' },
            {
              expr: 'sum by (slab) (memcached_slab_chunks_used{%(classes)s}) / sum by (slab) (memcached_slab_current_chunks{%(classes)s})',
            },
            { expr: '%(class_used)s' },
            { expr: '%(class_bytes)s - %(class_used)s' },
            {
              expr: 'sum by (slab) (rate(memcached_slab_commands_total{%(classes)s, command="get"}[$__rate_interval]))',
            },
            {
              expr: 'sum by (slab) (rate(memcached_slab_commands_total{%(classes)s, command="set"}[$__rate_interval]))',
            },
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_evicted_total{%(classes)s}[$__rate_interval]))',
            },
            { expr: 'max by (slab) (memcached_slab_items_age_seconds{%(classes)s})' },
          ],
          columns: [
            { field: 'slab', name: 'Class', number: true, width: 60 },
            { field: 'Value #A', name: 'Chunk', unit: 'bytes', decimals: 0, width: 90 },
            { field: 'Value #B', name: 'Pages', unit: 'short', width: 70 },
            { field: 'Value #C', name: 'Items', unit: 'short', width: 90 },
            { field: 'Value #D', name: 'Chunks used', unit: 'percentunit', gauge: true },
            { field: 'Value #E', name: 'Used', unit: 'bytes', width: 100 },
            { field: 'Value #F', name: 'Wasted', unit: 'bytes', width: 100 },
            { field: 'Value #G', name: 'Get hits', unit: 'ops', width: 120 },
            { field: 'Value #H', name: 'Sets', unit: 'ops', width: 120 },
            { field: 'Value #I', name: 'Evictions', unit: 'eps', width: 120 },
            { field: 'Value #J', name: 'Oldest item', unit: 's', width: 110 },
          ],
        },
        {
          title: 'Pages by class',
          type: 'timeseries',
          size: [12, 8],
          unit: 'short',
          min: 0,
          stack: true,
          description: 'Pages that each class holds. A class that grows takes them from the limit, or from another class.',
          queries: [
            {
              expr: 'sum by (slab) (memcached_slab_current_pages{%(classes)s})',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Used against wasted bytes',
          type: 'timeseries',
          size: [12, 8],
          unit: 'bytes',
          min: 0,
          stack: true,
          description: 'Bytes that items occupy, bytes in free chunks, and the unused end of each used chunk.',
          queries: [
            { expr: 'sum(%(class_used)s)', legend: 'used' },
            {
              expr: 'sum(memcached_slab_chunks_free{%(classes)s} * memcached_slab_chunk_size_bytes{%(classes)s})',
              legend: 'free chunks',
            },
            {
              expr: 'sum(memcached_slab_chunks_used{%(classes)s} * memcached_slab_chunk_size_bytes{%(classes)s}) - sum(%(class_used)s)',
              legend: 'ends of chunks',
            },
          ],
        },
        {
          title: 'Wasted bytes by class',
          type: 'timeseries',
          size: [12, 8],
          unit: 'bytes',
          min: 0,
          description: "Bytes of each class's pages that hold nothing.",
          queries: [
            { expr: '%(class_bytes)s - %(class_used)s', legend: '{{slab}}' },
          ],
        },
        {
          title: 'Pages moved',
          type: 'timeseries',
          size: [12, 8],
          unit: 'short',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Pages that the rebalancer moved between classes in each interval, and free pages in the global pool.',
          queries: [
            {
              expr: 'sum(increase(memcached_slab_pages_moved_total{%(nodes)s}[$__rate_interval]))',
              legend: 'moved',
            },
            { expr: 'sum(memcached_slab_global_pool_pages{%(nodes)s})', legend: 'global pool' },
          ],
        },
      ],
    },
    {
      title: 'Evictions',
      size: [12, 8],
      panels: [
        {
          title: 'Evictions by class',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          stack: true,
          description: 'Items a second that each class evicted to make room.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_evicted_total{%(classes)s}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Age of the item evicted last',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'Time since the last access of the item that each class evicted last, the shortest of the chosen nodes. Minutes or less mean that items in use are evicted. Classes that evict nothing are not shown.',
          queries: [
            {
              expr: 'min by (slab) (memcached_slab_items_evicted_time_seconds{%(classes)s} and rate(memcached_slab_items_evicted_total{%(classes)s}[$__rate_interval]) > 0)',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Age of the oldest item',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'Time since the last access of the item at the tail of each class, the oldest of the chosen nodes.',
          queries: [
            {
              expr: 'max by (slab) (memcached_slab_items_age_seconds{%(classes)s})',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Out of memory by class',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          min: 0,
          description: 'Stores that failed in each interval because a class had neither a free chunk nor an item to evict.',
          queries: [
            {
              expr: 'sum by (slab) (increase(memcached_slab_items_outofmemory_total{%(classes)s}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Evicted without ever having been fetched',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          description: 'Items a second that were stored for nothing, by class.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_evicted_unfetched_total{%(classes)s}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Evicted in use',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Evicted items that had been hit recently, and direct reclaims, when a worker had to make room itself.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_evicted_active_total{%(classes)s}[$__rate_interval]))',
              legend: 'active · {{slab}}',
            },
            {
              expr: 'sum by (slab) (rate(memcached_slab_direct_reclaims_total{%(classes)s}[$__rate_interval]))',
              legend: 'direct reclaims · {{slab}}',
            },
          ],
        },
      ],
    },
    {
      title: 'LRU',
      size: [12, 8],
      panels: [
        {
          title: 'Hot, warm and cold',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          stack: 'percent',
          description: 'Share of the items in each LRU.',
          queries: [
            { expr: 'sum(memcached_slab_hot_items{%(classes)s})', legend: 'hot' },
            { expr: 'sum(memcached_slab_warm_items{%(classes)s})', legend: 'warm' },
            { expr: 'sum(memcached_slab_cold_items{%(classes)s})', legend: 'cold' },
            { expr: 'sum(memcached_slab_temporary_items{%(classes)s})', legend: 'temporary' },
          ],
        },
        {
          title: 'Hits by LRU',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          stack: true,
          description: 'Hits a second in each LRU. Many hits in the cold LRU mean that items in use come close to eviction.',
          queries: [
            {
              expr: 'sum by (lru) (rate(memcached_slab_lru_hits_total{%(classes)s}[$__rate_interval]))',
              legend: '{{lru}}',
            },
          ],
        },
        {
          title: 'Moves between LRUs',
          type: 'timeseries',
          unit: 'eps',
          min: 0,
          description: 'Items moved between the hot, warm and cold LRU, or to the head of their own.',
          queries: [
            {
              expr: 'sum(rate(memcached_slab_items_moves_to_cold{%(classes)s}[$__rate_interval]))',
              legend: 'to cold',
            },
            {
              expr: 'sum(rate(memcached_slab_items_moves_to_warm{%(classes)s}[$__rate_interval]))',
              legend: 'to warm',
            },
            {
              expr: 'sum(rate(memcached_slab_items_moves_within_lru{%(classes)s}[$__rate_interval]))',
              legend: 'within',
            },
          ],
        },
        {
          title: 'Reclaims by class',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          description: 'Expired items whose memory was reused, and expired items that the crawler freed.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_reclaimed_total{%(classes)s}[$__rate_interval]))',
              legend: 'reused · {{slab}}',
            },
            {
              expr: 'sum by (slab) (rate(memcached_slab_items_crawler_reclaimed_total{%(classes)s}[$__rate_interval]))',
              legend: 'crawled · {{slab}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Detail by class',
      collapsed: true,
      size: [12, 8],
      panels: [
        {
          title: 'Get hits by class',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          description: 'Gets a second that found an item of the class.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_commands_total{%(classes)s, command="get"}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Sets by class',
          type: 'timeseries',
          unit: 'ops',
          min: 0,
          description: 'Items a second stored in the class.',
          queries: [
            {
              expr: 'sum by (slab) (rate(memcached_slab_commands_total{%(classes)s, command="set"}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Items by class',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Items of each class.',
          queries: [
            {
              expr: 'sum by (slab) (memcached_slab_current_items{%(classes)s})',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Free chunks by class',
          type: 'timeseries',
          unit: 'short',
          min: 0,
          description: 'Chunks of each class that hold no item.',
          queries: [
            { expr: 'sum by (slab) (memcached_slab_chunks_free{%(classes)s})', legend: '{{slab}}' },
          ],
        },
        {
          title: 'Age in the hot and warm LRU',
          type: 'timeseries',
          unit: 's',
          min: 0,
          description: 'Time since the last access of the item at the tail of the hot and the warm LRU of each class.',
          queries: [
            {
              expr: 'max by (slab) (memcached_slab_hot_age_seconds{%(classes)s})',
              legend: 'hot · {{slab}}',
            },
            {
              expr: 'max by (slab) (memcached_slab_warm_age_seconds{%(classes)s})',
              legend: 'warm · {{slab}}',
            },
          ],
        },
        {
          title: 'Tail repairs by class',
          type: 'timeseries',
          unit: 'short',
          softMax: 1,
          min: 0,
          description: 'Items with a leaked reference that were freed in each interval. Must be zero.',
          queries: [
            {
              expr: 'sum by (slab) (increase(memcached_slab_items_tailrepairs_total{%(classes)s}[$__rate_interval]))',
              legend: '{{slab}}',
            },
          ],
        },
        {
          title: 'Page mover',
          type: 'timeseries',
          unit: 'eps',
          softMax: 1,
          min: 0,
          ours: true,
          description: 'Items that the page mover copied to another page, evicted for lack of memory, or retried because they were in use.',
          queries: [
            {
              expr: 'sum(rate(memcached_slab_reassign_rescues_total{%(nodes)s}[$__rate_interval]))',
              legend: 'rescued',
            },
            {
              expr: 'sum(rate(memcached_slab_reassign_evictions_total{%(nodes)s}[$__rate_interval]))',
              legend: 'evicted',
            },
            {
              expr: 'sum(rate(memcached_slab_reassign_busy_items_total{%(nodes)s}[$__rate_interval]))',
              legend: 'busy',
            },
          ],
        },
      ],
    },
  ],
}
