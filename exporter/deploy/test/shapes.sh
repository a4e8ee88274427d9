# The agent's image in the containers that public charts make for memcached_exporter: what they
# give it is theirs, only the image differs. Their limits are the documented values'.
resources="--memory=128m --cpus=0.1"

# ready NAME PATH: asks as the chart's probes do until they pass, then looks whether the node is up.
ready() {
  await 300 "$1: GET $2" curl -fs -m 1 "127.0.0.1:29150$2"
  await 300 "$1: the node is up" bash -c "curl -fs 127.0.0.1:29150/metrics | grep -q '^memcached_up 1'"
  [ "$($docker inspect --format '{{.RestartCount}} {{.State.Running}}' "$1")" = "0 true" ] \
    || fail "$1 does not stay up: $($docker logs "$1" 2>&1 | tail -n 5)"
  $docker rm -f "$1" > /dev/null
}

# Bitnami's memcached: beside the cache in its pod, no command, arguments or environment, user 1001,
# a read-only root with an emptyDir on /tmp.
$docker run -d --name mf-pod --memory=192m --read-only -p 127.0.0.1:29150:9150 \
  memfleet-server:"$version" -m 64 > /dev/null
# shellcheck disable=SC2086
$docker run -d --name mf-bitnami --network container:mf-pod --user 1001:1001 --read-only --tmpfs /tmp \
  --cap-drop=ALL --security-opt=no-new-privileges $resources memfleet-exporter:"$version" > /dev/null
ready mf-bitnami /metrics
$docker rm -f mf-pod > /dev/null

# prometheus-community's prometheus-memcached-exporter: the port and extraArgs as arguments, no
# volumes, with the documented values a read-only root.
$docker run -d --name mf-cache --memory=192m --read-only memfleet-server:"$version" -m 64 > /dev/null
# shellcheck disable=SC2086
$docker run -d --name mf-community --link mf-cache:cache -p 127.0.0.1:29150:9150 --read-only \
  --cap-drop=ALL --security-opt=no-new-privileges $resources memfleet-exporter:"$version" \
  --web.listen-address=:9150 --memcached.address=cache:11211 > /dev/null
ready mf-community /
$docker rm -f mf-cache > /dev/null
