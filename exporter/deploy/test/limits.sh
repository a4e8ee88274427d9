# Agent and server in the containers of the documented Deployment: 128Mi and 100m for the agent, a
# read-only root, no capabilities, user 65534.
confined="--read-only --cap-drop=ALL --security-opt=no-new-privileges"

peak() { # CONTAINER: most memory it has had, in MiB
  local id
  id=$($docker inspect --format '{{.Id}}' "$1")
  local file
  for file in /sys/fs/cgroup/memory/docker/$id/memory.max_usage_in_bytes \
    /sys/fs/cgroup/system.slice/docker-$id.scope/memory.peak /sys/fs/cgroup/docker/$id/memory.peak; do
    if [ -r "$file" ]; then
      echo $(($(cat "$file") / 1048576))
      return
    fi
  done
  fail "no memory figures of $1"
}

# --- the server: -m 64 full and under load in 192 MiB; refused where it cannot fit
$docker run -d --name mf-cache $confined --memory=192m -p 127.0.0.1:29211:11211 \
  memfleet-server:"$version" memcached -m 64 -c 1024 -v > /dev/null
await 300 "the server answers" bash -c 'exec 3<> /dev/tcp/127.0.0.1/29211'
python3 "$here/fill.py" 127.0.0.1 29211
[ "$($docker inspect --format '{{.State.Running}}' mf-cache)" = true ] || fail "the server was killed"
echo "deploy-test: the server, full at -m 64, took $(peak mf-cache) MiB of 192"

if $docker run --rm $confined --memory=128m memfleet-server:"$version" -m 64 2> "$work/refusal"; then
  fail "the server starts with -m 64 in 128 MiB"
fi
grep -q 'raise its limit, or give -m' "$work/refusal" || fail "refused by: $(cat "$work/refusal")"

# --- the agent
$docker run -d --name mf-agent $confined --memory=128m --cpus=0.1 -p 127.0.0.1:29150:9150 \
  --link mf-cache:cache memfleet-exporter:"$version" --memcached.address=cache:11211 > /dev/null
begin=$(date +%s%N)
await 300 "the agent is ready" curl -fs 127.0.0.1:29150/-/ready
echo "deploy-test: the agent at 0.1 CPU was ready after $((($(date +%s%N) - begin) / 1000000)) ms"
for path in / /metrics; do # what the probes of the public charts ask for
  curl -fs -o "$work/page" "127.0.0.1:29150$path" || fail "GET $path fails"
done
grep -q '^memcached_up 1' "$work/page" || fail "the node is not up: $(grep ^memcached_up "$work/page")"
memory=$(peak mf-agent)
echo "deploy-test: the agent took $memory MiB of 128"
[ "$memory" -lt 100 ] || fail "the agent took $memory MiB"
for name in mf-agent mf-cache; do
  pid=$($docker inspect --format '{{.State.Pid}}' $name)
  [ "$(awk '/^Uid/ { print $2 }' "/proc/$pid/status")" = 65534 ] || fail "$name does not run as 65534"
done
$docker exec mf-agent memcached_exporter --version | grep -q "$version" \
  || fail "--version does not say $version"
$docker stop mf-agent mf-cache > /dev/null
for name in mf-agent mf-cache; do
  status=$($docker inspect --format '{{.State.ExitCode}}' $name)
  case $status in 0 | 143) ;; *) fail "$name ended with $status on SIGTERM" ;; esac
done
$docker rm mf-agent mf-cache > /dev/null
