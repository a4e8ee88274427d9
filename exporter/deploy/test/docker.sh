# The usual docker commands and Compose file for memcached, with our image under its name.
docker tag memfleet-server:"$version" memcached:latest
docker tag memfleet-test/debian python:3.12-slim

settings() { # PORT NAME: as the cache on the port has it
  printf 'stats settings\r\nquit\r\n' | inside nc 127.0.0.1 "$1" | awk -v name="$2" '$2 == name { print $3 + 0 }'
}

# has PORT MEGABYTES CONNECTIONS VERBOSITY
has() {
  await 120 "memcached on $1" answers "$1"
  local found
  found="$(settings "$1" maxbytes) $(settings "$1" maxconns) $(settings "$1" verbosity)"
  [ "$found" = "$(($2 << 20)) $3 $4" ] || fail "memcached on $1 has the settings $found"
}

docker run -d \
  --name memcached \
  -p 11211:11211 \
  memcached:latest > /dev/null
has 11211 64 1024 0
printf 'set mykey 0 3600 5\r\nhello\r\nget mykey\r\nquit\r\n' | inside nc 127.0.0.1 11211 | tr -d '\r' \
  | diff - <(printf 'STORED\nVALUE mykey 0 5\nhello\nEND\n') || fail "set and get"
docker exec memcached memcached health > /dev/null || fail "the server's health check"
docker rm -f memcached > /dev/null

docker run -d \
  --name memcached \
  -p 11211:11211 \
  memcached:latest \
  memcached -m 512 -c 1024 -v > /dev/null
has 11211 512 1024 1
docker rm -f memcached > /dev/null

mkdir -p "$work/compose"
cp "$here/manifests/docker-compose.yml" "$top"/exporter/deploy/compose/app/{Dockerfile,app.py} "$work/compose"
usual() {
  docker-compose --file "$work/compose/docker-compose.yml" --project-name usual "$@" \
    > "$work/usual.log" 2>&1 || { cat "$work/usual.log" >&2; fail "docker-compose $*"; }
}
usual up -d memcached
has 11211 512 1024 1
usual rm -s -f memcached
usual up -d --build memcached-1 memcached-2 memcached-3 app
for port in 11211 11212 11213; do
  has $port 256 512 0
done
app=$(docker ps -q --filter name=usual_app)
await 60 "the application" docker exec "$app" python3 -c \
  'import urllib.request as web; assert b"user 7" in web.urlopen("http://localhost:8080/users/7").read()'
usual down
