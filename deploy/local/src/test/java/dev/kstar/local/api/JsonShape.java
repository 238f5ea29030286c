package dev.kstar.local.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares what a page shows of an answer with the answer: the fields, their kinds, and enums. */
final class JsonShape {
  private static final Pattern ENUM = Pattern.compile("[A-Z][A-Z_]+");

  private JsonShape() {}

  /** The first fields that are shown and not answered, as paths; empty when all are there. */
  static List<String> missing(String shown, String answered) {
    List<String> missing = new ArrayList<>();
    JsonStreamParser shownParts = new JsonStreamParser(shown);
    JsonStreamParser answeredParts = new JsonStreamParser(answered);
    while (shownParts.hasNext()) {
      JsonElement part = shownParts.next();
      if (!answeredParts.hasNext()) {
        missing.add("a further answer");
        return missing;
      }
      compare("", part, answeredParts.next(), missing);
    }
    return missing;
  }

  private static void compare(
      String path, JsonElement shown, JsonElement answered, List<String> missing) {
    if (shown instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> field : object.entrySet()) {
        String inner = path + "." + field.getKey();
        if (answered instanceof JsonObject there && there.has(field.getKey())) {
          compare(inner, field.getValue(), there.get(field.getKey()), missing);
        } else {
          missing.add(inner);
        }
      }
    } else if (shown instanceof JsonArray array && !array.isEmpty()) {
      if (answered instanceof JsonArray there && !there.isEmpty()) {
        compare(path + "[]", array.get(0), there.get(0), missing);
      } else {
        missing.add(path + "[]");
      }
    } else if (shown.isJsonPrimitive()
        && (!answered.isJsonPrimitive()
            || shown.getAsJsonPrimitive().isString() != answered.getAsJsonPrimitive().isString())) {
      missing.add(path + " of this kind");
    } else if (shown.isJsonPrimitive()
        && ENUM.matcher(shown.getAsString()).matches()
        && !shown.equals(answered)) {
      missing.add("%s = %s".formatted(path, shown));
    }
  }
}
