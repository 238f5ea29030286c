package dev.kstar.local.reproduce.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonSerializer;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.v1.Report;

/** Results as JSON; the report in the form that {@code ./kstar report --json} has as well. */
final class ResultJson {
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .registerTypeAdapter(
              Report.class, (JsonSerializer<Report>) (report, type, context) -> json(report))
          .registerTypeAdapter(
              Report.class, (JsonDeserializer<Report>) (json, type, context) -> report(json))
          .create();

  private ResultJson() {}

  static String of(RunResult result) {
    return GSON.toJson(result);
  }

  /**
   * @throws JsonParseException when it is no result
   */
  static RunResult parse(String json) {
    RunResult result = GSON.fromJson(json, RunResult.class);
    if (result == null || result.report() == null || result.timing() == null) {
      throw new JsonParseException("no result of a run");
    }
    return result;
  }

  private static JsonElement json(Report report) {
    try {
      return JsonParser.parseString(
          JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(report));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e); // only for messages of type Any, which have no place here
    }
  }

  private static Report report(JsonElement json) {
    Report.Builder report = Report.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json.toString(), report);
    } catch (InvalidProtocolBufferException e) {
      throw new JsonParseException(e);
    }
    return report.build();
  }
}
