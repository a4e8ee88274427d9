#!/bin/bash
# An operator's session in a terminal. Arguments: host, port. Lines end as a terminal's do, in LF.
set -eu
ask() {
  printf "$1" | nc -N "$host" "$port" | tr -d '\r'
}
host=$1
port=$2

ask 'set mykey 0 3600 5\nhello\r\nget mykey\n'
ask 'set user:123 0 1800 24\n{"id":123,"name":"Joan"}\r\nadd newkey 0 3600 9\nnew_value\r\n'
ask 'add newkey 0 3600 1\n1\r\nreplace mykey 0 3600 8\nnew_data\r\nget mykey newkey user:123\n'
ask 'delete mykey\ndelete mykey\nset counter 0 0 1\n5\r\nincr counter 1\ndecr counter 2\n'
ask 'stats sizes\n'
ask 'stats items\n' | grep -E ':(number|mem_requested|evicted|reclaimed|outofmemory) '
ask 'stats slabs\n' | grep -E 'chunk_size|total_chunks|used_chunks|active_slabs|cmd_set'
ask 'flush_all\nget counter\nquit\n'

echo 'health'
if echo version | nc -w 1 "$host" "$port" >/dev/null 2>&1; then
  echo "$host is healthy"
else
  echo "$host is down"
fi
if echo flush_all | nc -w 1 "$host" "$port" >/dev/null 2>&1; then
  echo "$host is flushed"
fi
