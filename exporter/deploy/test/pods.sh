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

pods 3 "$here"/manifests/{memcached,bitnami,prometheus-community}.yml
"$npm/kubectl" kustomize "$top/exporter/deploy/kubernetes" > "$work/kustomize.yaml"
pods 3 "$work/kustomize.yaml"
chart=$top/target/release/memfleet-$version.tgz
"$npm/helm" template memfleet "$chart" --namespace cache --set image.repository=memfleet-exporter \
  --set kind=StatefulSet --set replicas=2 --set 'services[0].name=memcached-headless' > "$work/shards.yaml"
pods 3 "$work/shards.yaml" "$top/exporter/deploy/kubernetes/cache.yml"
# Our server needs more memory beside its items than memcached.
"$npm/helm" template memfleet "$chart" --namespace cache --set kind=Sidecar \
  --set cache.resources.limits.memory=192Mi > "$work/sidecar.yaml"
pods 3 "$work/sidecar.yaml"
