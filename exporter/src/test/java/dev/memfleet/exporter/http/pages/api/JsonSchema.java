package dev.memfleet.exporter.http.pages.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer violates of a schema of OpenAPI 3.0. Knows the words that our document has, and
 * fails at any other.
 */
final class JsonSchema {
  private static final List<String> KNOWN =
      List.of(
          "$ref",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "format",
          "nullable",
          "description",
          "default");

  private final JsonObject document;
  private final List<String> violations = new ArrayList<>();

  JsonSchema(JsonObject document) {
    this.document = document;
  }

  List<String> violations(JsonObject schema, @Nullable Object value) {
    check(schema, value, "$");
    return violations;
  }

  private void check(JsonObject schema, @Nullable Object value, String at) {
    if (!KNOWN.containsAll(schema.fieldNames())) {
      throw new IllegalArgumentException(at + ": a schema with " + schema.fieldNames());
    }
    String ref = schema.getString("$ref");
    if (ref != null) {
      check(resolve(ref), value, at);
      return;
    }
    if (value == null) {
      expect(schema.getBoolean("nullable", false), at, "null");
      return;
    }
    switch (schema.getString("type")) {
      case "object" -> object(schema, value, at);
      case "array" -> array(schema, value, at);
      case "string" -> string(schema, value, at);
      case "number" -> expect(value instanceof Number, at, value);
      case "integer" -> expect(value instanceof Integer || value instanceof Long, at, value);
      case "boolean" -> expect(value instanceof Boolean, at, value);
      default -> throw new IllegalArgumentException(at + ": " + schema);
    }
  }

  private JsonObject resolve(String ref) {
    JsonObject at = document;
    for (String part : ref.substring("#/".length()).split("/", -1)) {
      at = at.getJsonObject(part);
    }
    return at;
  }

  private void object(JsonObject schema, Object value, String at) {
    if (!(value instanceof JsonObject object)) {
      expect(false, at, value);
      return;
    }
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (Object name : schema.getJsonArray("required", new JsonArray())) {
      expect(object.containsKey(name.toString()), at, "nothing called " + name);
    }
    Object others = schema.getValue("additionalProperties");
    for (String name : object.fieldNames()) {
      String below = at + "." + name;
      if (properties.containsKey(name)) {
        check(properties.getJsonObject(name), object.getValue(name), below);
      } else if (others instanceof JsonObject other) {
        check(other, object.getValue(name), below);
      } else {
        expect(!Boolean.FALSE.equals(others), below, "something that is not described");
      }
    }
  }

  private void array(JsonObject schema, Object value, String at) {
    if (!(value instanceof JsonArray array)) {
      expect(false, at, value);
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      check(schema.getJsonObject("items"), array.getValue(i), at + "[" + i + "]");
    }
  }

  private void string(JsonObject schema, Object value, String at) {
    JsonArray allowed = schema.getJsonArray("enum");
    expect(value instanceof String, at, value);
    expect(allowed == null || allowed.contains(value), at, value);
    if ("date-time".equals(schema.getString("format"))) {
      try {
        Instant.parse(value.toString());
      } catch (DateTimeParseException malformed) {
        expect(false, at, value);
      }
    }
  }

  private void expect(boolean holds, String at, Object found) {
    if (!holds) {
      violations.add(at + ": " + found);
    }
  }
}
