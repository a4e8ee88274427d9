#!/bin/bash
# A monitoring script that asks one figure after another. Arguments: host, port.
set -eu
stat() {
  echo stats | nc -N "$1" "$2" | grep "STAT $3 " | awk '{print $3}' | tr -d '\r'
}
for name in curr_connections max_connections rejected_connections accepting_conns threads \
  bytes limit_maxbytes get_hits get_misses curr_items total_items cmd_get cmd_set evictions \
  reclaimed cmd_flush cmd_touch delete_hits delete_misses; do
  echo "$name: $(stat "$1" "$2" "$name")"
done
bytes=$(stat "$1" "$2" bytes)
limit=$(stat "$1" "$2" limit_maxbytes)
echo "used: $(echo "scale=2; $bytes * 100 / $limit" | bc)%"
hits=$(stat "$1" "$2" get_hits)
misses=$(stat "$1" "$2" get_misses)
if [ $((hits + misses)) -gt 0 ]; then
  echo "hit rate: $(echo "scale=2; $hits * 100 / ($hits + $misses)" | bc)%"
fi
for figure in pid uptime time version; do
  [ -n "$(stat "$1" "$2" "$figure")" ] && echo "$figure is shown"
done
