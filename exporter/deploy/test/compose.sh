# The Compose stack on images of this machine's programs; all of it but Grafana.
# Rules and alerts need several scrapes: here each five seconds, not fifteen.
sed 's/15s/5s/' "$top/exporter/deploy/compose/prometheus.yml" > "$work/prometheus.yml"
cat > "$work/quick.yml" << END
services:
  prometheus:
    volumes: ["$work/prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
END
compose="docker-compose --file $top/exporter/deploy/compose/docker-compose.yml --file $work/quick.yml"
export PYTHON_IMAGE=memfleet-test/debian EXPORTER_IMAGE=memfleet-exporter:$version
export MEMCACHED_IMAGE=memfleet-test/memcached PROMETHEUS_IMAGE=memfleet-test/prometheus
export ALERTMANAGER_IMAGE=memfleet-test/alertmanager
export MEMCACHED_PORT=39211 APP_PORT=38080 EXPORTER_PORT=39150 PROMETHEUS_PORT=39090
export ALERTMANAGER_PORT=39093
caches="memcached memcached-1 memcached-2 memcached-3"

minimal() { # NAME CHANGE FILE...: an image of programs of this machine
  files "$work/minimal" "${@:3}"
  tar -c -C "$work/minimal" . | docker import --change "$2" - "$1" > /dev/null
}

minimal $MEMCACHED_IMAGE 'USER 65534' /usr/bin/memcached
minimal $PROMETHEUS_IMAGE 'ENTRYPOINT ["/usr/bin/prometheus"]' /usr/bin/prometheus
minimal $ALERTMANAGER_IMAGE 'ENTRYPOINT ["/usr/bin/prometheus-alertmanager"]' \
  /usr/bin/prometheus-alertmanager /usr/share/prometheus/alertmanager/*.tmpl

query() { # EXPRESSION [LABEL]: the instances it has values for, or the values of the label, one a line
  inside curl -fs --data-urlencode "query=$1" "127.0.0.1:$PROMETHEUS_PORT/api/v1/query" |
    python3 -c 'import json, sys
for found in json.load(sys.stdin)["data"]["result"]:
    print(found["metric"].get(sys.argv[1], ""))' "${2:-instance}" | sort -u
}

every_pool() { # EXPRESSION: whether both pools have a value
  [ "$(query "$1" pool)" = $'pages\nsessions' ]
}

every_cache() { # EXPRESSION: whether each of the caches has a value
  local instances cache
  instances=$(query "$1")
  for cache in $caches; do
    grep -qx "$cache:11211" <<< "$instances" || return 1
  done
}

is_firing_or_pending() { # ALERT CACHE
  query "ALERTS{alertname=\"$1\"}" | grep -qx "$2:11211"
}

is_silent() {
  ! is_firing_or_pending "$@"
}

$compose config --quiet
$compose up -d --build memcached memcached-1 memcached-2 memcached-3 app exporter prometheus alertmanager \
  > "$work/compose.log" 2>&1 || { cat "$work/compose.log" >&2; fail "docker-compose up"; }

await 300 "Prometheus scrapes the agent" every_cache 'memcached_up == 1'
[ "$(query 'up == 1')" = exporter:9150 ] || fail "up: $(query up)"
for rule in $(sed -n 's/ *- record: //p' "$top/alerts/memcached.rules.yml"); do
  case $rule in
    *_1w | *:busy_* | *_refusing:*) ;; # a week, much traffic or refusals are needed
    instance*) await 300 "$rule has every cache" every_cache "$rule" ;;
    *) await 300 "$rule has every pool" every_pool "$rule" ;;
  esac
done
inside curl -fs 127.0.0.1:$APP_PORT/users/7 | grep -q '"name": "user 7"' || fail "the application"
# The pages that it prints.
pages=$($compose logs --no-color app | sed -n 's/.*| [a-z]* *\(http:[^ ]*\)$/\1/p')
[ "$(wc -l <<< "$pages")" = 5 ] || fail "the application prints $pages"
for page in $pages; do
  case $page in
    *:3000) ;; # Grafana
    *:$APP_PORT) inside curl -fs -o /dev/null "$page/users/7" || fail "$page/users/7" ;;
    *:$EXPORTER_PORT) inside curl -fs "$page" | grep memcached-3 > /dev/null || fail "$page" ;;
    # Debian's programs come without their pages.
    *) await 60 "$page" inside curl -fs -o /dev/null "$page/-/ready" ;;
  esac
done

$compose stop memcached-2 > /dev/null 2>&1
await 300 "the alert of the stopped cache" is_firing_or_pending MemcachedNodeDown memcached-2
inside curl -fs 127.0.0.1:$APP_PORT/users/7 > /dev/null || fail "the application without a cache"
$compose start memcached-2 > /dev/null 2>&1
await 300 "the cache is up again" every_cache 'memcached_up == 1'
await 300 "its alert is gone" is_silent MemcachedNodeDown memcached-2
$compose down --volumes > /dev/null 2>&1
