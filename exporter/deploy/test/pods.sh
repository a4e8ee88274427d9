# Pods of the usual manifests and of public charts' shapes, with our images under their names, then
# of our own manifests and chart: probes pass in time, and the agents see every cache.
for name in memcached:latest memcached:1.6; do
  docker tag memfleet-server:"$version" $name
done
for name in prom/memcached-exporter:latest registry.example.com/memfleet-exporter:"$version"; do
  docker tag memfleet-exporter:"$version" $name
done

pods() { # NODES FILE...
  inside node "$here/pods.js" "$work" "$@" || fail "the pods of the manifests ${*:2}"
}

chart=$top/target/release/memfleet-$version.tgz
rendered() { # FLAG...: the chart with these values
  "$npm/helm" template memfleet "$chart" --namespace cache "$@"
}

# Beside each other, as most of the time is that of processors that are limited. Our server needs more
# memory beside its items than memcached.
rendered --set kind=Sidecar --set cache.resources.limits.memory=192Mi > "$work/sidecar.yaml"
pods 6 "$here"/manifests/{memcached,bitnami,prometheus-community}.yml "$work/sidecar.yaml"
rendered --set kind=StatefulSet --set replicas=2 --set 'services[0].name=memcached-headless' \
  > "$work/shards.yaml"
# The documented overlay: our server is the cache of the base.
mkdir -p "$work/overlay"
cat > "$work/overlay/kustomization.yaml" << OVERLAY
resources: [$(realpath --relative-to="$work/overlay" "$top/exporter/deploy/kubernetes")]
images:
  - name: memcached
    newName: memfleet-server
    newTag: $version
OVERLAY
"$npm/kubectl" kustomize "$work/overlay" > "$work/kustomize.yaml"
pods 6 "$work/kustomize.yaml" "$work/shards.yaml"
