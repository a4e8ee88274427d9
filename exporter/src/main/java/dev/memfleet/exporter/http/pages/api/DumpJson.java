package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.insight.DumpReport;
import dev.memfleet.exporter.insight.DumpResult;
import dev.memfleet.exporter.insight.NodeInsight;
import dev.memfleet.exporter.insight.SlabUse;
import dev.memfleet.exporter.insight.dump.Age;
import dev.memfleet.exporter.insight.dump.Part;
import java.util.List;

/** The result of a node's dump, as JSON. */
final class DumpJson {
  private DumpJson() {}

  /** Writes the result of the last dump of a node; null when there was none. */
  static void write(NodeInsight known, Json json) {
    DumpResult last = known.dump().orElse(null);
    if (last == null) {
      json.value((String) null);
      return;
    }
    json.object()
        .field("ended_at", known.dumpedAt())
        .field("verdict", last.verdict().label())
        .field("reason", last.reason())
        .name("report");
    DumpReport report = last.report().orElse(null);
    if (report == null) {
      json.value((String) null);
    } else {
      report(report, json);
    }
    json.endObject();
  }

  private static void report(DumpReport report, Json json) {
    json.object()
        .field("at", report.at())
        .field("took_seconds", report.took().toMillis() / 1e3)
        .field("version", report.server().version())
        .field("resident_items", report.resident())
        .field("expired_resident_items", report.expiredResident())
        .name("all");
    part(report.all(), json).endObject();
    json.field("prefixes_may_lack", (double) report.prefixesMaxUndercount())
        .name("prefixes")
        .array();
    for (Part prefix : report.prefixes()) {
      part(prefix, json).endObject();
    }
    json.endArray().name("classes").array();
    for (SlabUse slab : report.classes()) {
      part(slab.items(), json)
          .field("chunk_bytes", slab.chunkSize())
          .field("pages", slab.pages())
          .field("age_seconds", slab.ageSeconds())
          .field("evicted", slab.evicted())
          .field("out_of_memory", slab.outOfMemory())
          .endObject();
    }
    json.endArray().endObject();
  }

  /** Leaves the object open. */
  private static Json part(Part part, Json json) {
    json.object()
        .field("name", part.name())
        .field("items", (double) part.items())
        .field("bytes", (double) part.bytes())
        .field("wasted_bytes", (double) part.wastedBytes())
        .field("unfetched_items", (double) part.unfetched())
        .field("forgotten_bytes", (double) part.forgottenBytes())
        .name("ttl")
        .object()
        .field("none", (double) part.withoutTtl());
    ages(part.ttl(), json);
    json.endObject().name("idle_at_most").object();
    ages(part.idle(), json);
    return json.endObject()
        .name("size_bytes")
        .object()
        .field("median", (double) part.sizes().median())
        .field("p90", (double) part.sizes().p90())
        .field("p99", (double) part.sizes().p99())
        .field("largest", (double) part.sizes().largest())
        .endObject();
  }

  private static void ages(List<Long> counts, Json json) {
    Age[] ages = Age.values();
    for (int i = 0; i < ages.length; i++) {
      json.field(ages[i].label(), (double) counts.get(i));
    }
  }
}
