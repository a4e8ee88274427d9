# What the tests need besides JDK 17, Maven and make.
PACKAGES := $(shell cat .ci/debian-packages)
MVN := mvn -B --no-transfer-progress
# What --version and the images say of the build.
VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
REVISION := $(shell git rev-parse HEAD)
BUILD := -Dbuild.revision=$(REVISION) -Dbuild.branch=$(shell git rev-parse --abbrev-ref HEAD)

.PHONY: help demo build check format test insight-test packages bench mixin mixin-kubernetes dashboards images class-lists debs release deploy-test

help:
	@echo "make demo     three cache servers with traffic, and the agent on :9150 watching them"
	@echo "make check    format, compilation and unit tests"
	@echo "make format   format the sources"
	@echo "make test     everything: build, checks, unit and integration tests"
	@echo "make insight-test  predicted hit ratios beside those of memcached of other sizes (40 minutes)"
	@echo "make bench    the benchmarks of both modules"
	@echo "make images   the container images of both programs (needs docker)"
	@echo "make debs     their Debian packages"
	@echo "make release  all that a release consists of, in target/release (needs docker)"
	@echo "make deploy-test  installs them in every way: images, Compose, packages, chart (needs root)"
	@echo "make mixin    the rules and dashboards, rendered from alerts/mixin.libsonnet (needs jsonnet)"
	@echo "make mixin-kubernetes  the same as Kubernetes objects, in target/kubernetes"
	@echo "make dashboards  draw the dashboards from a real Prometheus' answers (needs node, npm, chromium)"

demo: build
	@exec java exporter/src/demo/java/Demo.java

build:
	$(MVN) -q -Dmaven.test.skip -Dspotless.check.skip $(BUILD) package

# Format, compilation and unit tests.
check:
	@$(MVN) -q test || { echo "check: failed; what the tests wrote is in */target/surefire-reports/*-output.txt" >&2; exit 1; }
	@echo "check: passed"

format:
	$(MVN) -q spotless:apply

# The fuzz tests of sessions and of binary requests run for some seconds each, the others over their kept inputs.
test: packages
	$(MVN) verify -Pfuzz

# Fewer windows of each kind: make insight-test WINDOWS=1. Requests of your own, one key,size or key,size,ttl a line,
# and nothing else: make insight-test TRACE=file
WINDOWS := 5
TRACE :=

insight-test: packages
	@rm -f exporter/target/insight-accuracy.md
	$(MVN) -q verify -pl server,exporter -Dtest=NONE -Dit.test='InsightAccuracyIT$(if $(TRACE),#recorded*)' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
	  -Dinsight.windows=$(WINDOWS) -Dinsight.trace=$(abspath $(TRACE))
	@cat exporter/target/insight-accuracy.md

# Debian's memcached and prometheus try to start as services; tests start their own.
packages:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi; \
	  { $$sudo apt-get update -q && \
	    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; } \
	  || { echo "cannot install:$$missing (the tests need these Debian packages)" >&2; exit 1; }; \
	fi

bench:
	$(MAKE) -C exporter bench
	$(MAKE) -C server bench

# Other settings: make mixin MIXIN=my.libsonnet
MIXIN := alerts/mixin.libsonnet

mixin:
	@jsonnet --string --multi alerts --ext-code 'mixin=import "$(MIXIN)"' alerts/render.jsonnet
	@jsonnet --multi dashboards --exec '(import "$(MIXIN)").grafanaDashboards'

mixin-kubernetes:
	@mkdir -p target/kubernetes
	@jsonnet --multi target/kubernetes --ext-code 'mixin=import "$(MIXIN)"' alerts/kubernetes.jsonnet

dashboards: build
	dashboards/draw

images: build
	for module in exporter server; do \
	  docker build -t memfleet-$$module:$(VERSION) --build-arg VERSION=$(VERSION) \
	    --build-arg REVISION=$(REVISION) -f $$module/deploy/Dockerfile $$module || exit 1; \
	done

# The classes that the class data archives of images and packages hold; now and then.
class-lists: build
	for module in exporter server; do \
	  $$module/deploy/class-list java $$module/target/memfleet-$$module.jar \
	    $$module/deploy/memfleet-$$module.classes server/target/memfleet-server.jar || exit 1; \
	done

debs: build
	exporter/deploy/release debs

# All of it, or all but the images: make release PARTS=files
PARTS :=

# A release is built of a commit, on whatever branch it is, without the tests.
release: BUILD := -Dbuild.revision=$(REVISION) -Dbuild.branch=HEAD
release: build
	exporter/deploy/release $(PARTS)

# All of it, or some: make deploy-test STEPS="tools build packages chart"
STEPS :=

# Where no dockerd can run, make deploy-test DOCKER=optional tests what does not need it. The images, too,
# are made twice and compared with IMAGES=twice. What it needs besides is installed here alone: Debian's
# docker is older than the one on some machines.
deploy-test: PACKAGES += docker.io docker-compose lintian mmdebstrap prometheus-alertmanager
deploy-test: BUILD := -Dbuild.revision=$(REVISION) -Dbuild.branch=HEAD
deploy-test: packages build
	exporter/deploy/test/run $(CURDIR)/target/deploy-test $(STEPS)
