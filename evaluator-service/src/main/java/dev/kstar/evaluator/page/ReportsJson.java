package dev.kstar.evaluator.page;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.v1.Report;
import java.util.List;

/** Whole reports in protobuf's own JSON form, so that whatever a report gains is there. */
final class ReportsJson {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

  private ReportsJson() {}

  static String of(List<Report> reports) {
    StringBuilder json = new StringBuilder("{\"reports\":[");
    for (int i = 0; i < reports.size(); i++) {
      json.append(i == 0 ? "" : ",").append(print(reports.get(i)));
    }
    return json.append("]}").toString();
  }

  private static String print(Report report) {
    try {
      return PRINTER.print(report);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a report holds no packed messages", e);
    }
  }
}
