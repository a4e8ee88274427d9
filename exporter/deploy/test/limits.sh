# Agent and server in the containers of the documented Deployment: 128Mi and 100m for the agent, a
# read-only root, no capabilities, user 65534.
confined="--read-only --cap-drop=ALL --security-opt=no-new-privileges"

# group CONTAINER FILE...: the first of these figures of its control group that there is, in version 1
# or 2.
group() {
  local id place file
  id=$(docker inspect --format '{{.Id}}' "$1")
  shift
  for place in "docker/$id" "system.slice/docker-$id.scope"; do
    for file; do
      if [ -r "/sys/fs/cgroup/${file/ID/$place}" ]; then
        cat "/sys/fs/cgroup/${file/ID/$place}"
        return
      fi
    done
  done
  fail "no $* of $id"
}

peak() { # CONTAINER: most memory it has had, in MiB
  echo $(($(group "$1" memory/ID/memory.max_usage_in_bytes ID/memory.peak) / 1048576))
}

processor() { # CONTAINER: processor time it has had, in ms
  group "$1" cpuacct/ID/cpuacct.usage cpu,cpuacct/ID/cpuacct.usage ID/cpu.stat |
    awk '/^[0-9]+$/ { print int($1 / 1000000) } /^usage_usec/ { print int($2 / 1000) }'
}

# --- the server: -m 64 full and under load in 192 MiB; refused where it cannot fit
# shellcheck disable=SC2086
docker run -d --name mf-cache $confined --memory=192m -p 127.0.0.1:29211:11211 \
  memfleet-server:"$version" memcached -m 64 -c 1024 -v > /dev/null
await 300 "the server answers" answers 29211
inside python3 "$here/fill.py" 127.0.0.1 29211
docker exec mf-cache memcached health > /dev/null || fail "the server is not healthy"
[ "$(docker inspect --format '{{.State.Running}} {{.State.OOMKilled}}' mf-cache)" = "true false" ] \
  || fail "the server was killed"
echo "deploy-test: the server, full at -m 64, took $(peak mf-cache) MiB of 192"

# shellcheck disable=SC2086
if docker run --rm $confined --memory=128m memfleet-server:"$version" -m 64 2> "$work/refusal"; then
  fail "the server starts with -m 64 in 128 MiB"
fi
grep -q 'raise its limit, or lower -m' "$work/refusal" || fail "refused by: $(cat "$work/refusal")"

# --- the agent, with one health check at a time: docker's own would start beside ours on a slow machine
# shellcheck disable=SC2086
docker run -d --name mf-agent --no-healthcheck $confined --memory=128m --cpus=0.1 -p 127.0.0.1:29150:9150 \
  --link mf-cache:cache memfleet-exporter:"$version" --memcached.address=cache:11211 > /dev/null
created=$(date +%s%N)
await 300 "the agent is ready" inside curl -fs 127.0.0.1:29150/-/ready
echo "deploy-test: the agent at 0.1 CPU was ready after $((($(date +%s%N) - created) / 1000000)) ms," \
  "$(processor mf-agent) ms of a processor"
for path in / /metrics; do # what the probes of the public charts ask for
  inside curl -fs -o "$work/page" "127.0.0.1:29150$path" || fail "GET $path fails"
done
grep -q '^memcached_up 1' "$work/page" || fail "the node is not up: $(grep ^memcached_up "$work/page")"
docker exec mf-agent memcached_exporter health --self > /dev/null || fail "the agent is not healthy"
memory=$(peak mf-agent)
echo "deploy-test: the agent took $memory MiB of 128, with a health check"
[ "$memory" -lt 100 ] || fail "the agent took $memory MiB"
for name in mf-agent mf-cache; do
  pid=$(docker inspect --format '{{.State.Pid}}' $name)
  [ "$(awk '/^Uid/ { print $2 }' "/proc/$pid/status")" = 65534 ] || fail "$name does not run as 65534"
done
revision=$(git -C "$top" rev-parse HEAD)
docker exec mf-agent memcached_exporter --version > "$work/version"
grep -q "version $version (.*revision: $revision)" "$work/version" \
  || fail "--version does not say $version and $revision: $(cat "$work/version")"
docker exec mf-cache memcached --version > "$work/version"
grep -q "^memfleet-server $version (revision: $revision)" "$work/version" \
  || fail "the server's --version does not say $version and $revision: $(cat "$work/version")"
docker stop mf-agent mf-cache > /dev/null
for name in mf-agent mf-cache; do
  status=$(docker inspect --format '{{.State.ExitCode}}' $name)
  case $status in 0 | 143) ;; *) fail "$name ended with $status on SIGTERM" ;; esac
done
docker rm mf-agent mf-cache > /dev/null
