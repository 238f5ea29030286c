package dev.kstar.testing;

import dev.kstar.service.security.Access;
import dev.kstar.service.security.AccessTable;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries every call and route of a running service with every kind of credential. What is tried is
 * what the service itself lists, so that a new call or route cannot be forgotten.
 */
public final class DoorMatrix {
  private static final String IN = "in";

  private final ServedCalls calls;
  private final ServedRoutes routes;

  /**
   * @param port on loopback, where the service runs with {@link DoorKeys}
   * @param router of the service
   */
  public DoorMatrix(int port, Router router) {
    calls = new ServedCalls(port);
    routes = new ServedRoutes(port, router);
  }

  /** One line of the matrix. */
  private record Row(String what, Access access, List<String> answers) {
    private static final String FORM = "%-64s %-9s";

    String line() {
      StringBuilder line = new StringBuilder(FORM.formatted(what, access));
      answers.forEach(answer -> line.append("%-9s".formatted(answer)));
      return line.toString().stripTrailing();
    }

    static String head() {
      StringBuilder line = new StringBuilder(FORM.formatted("", "needs"));
      DoorKeys.all().forEach(key -> line.append("%-9s".formatted(key.name())));
      return line.toString().stripTrailing();
    }
  }

  /** The calls and routes that the table does not know; empty when somebody has decided on all. */
  public Set<String> unlisted() {
    Set<String> unlisted = new TreeSet<>();
    for (String call : calls.list()) {
      if (AccessTable.ofCall(call) instanceof Access.Unlisted) {
        unlisted.add(call);
      }
    }
    for (ServedRoutes.Served route : routes.list()) {
      if (AccessTable.ofRoute(route.method(), route.path()) instanceof Access.Unlisted) {
        unlisted.add(route.toString());
      }
    }
    return unlisted;
  }

  /**
   * Tries everything, also what is not there, and prints a table of the answers.
   *
   * @return the cells that are not as they should be; empty when all are
   */
  public List<String> tryAll() {
    List<Row> rows = new ArrayList<>();
    for (String call : with(calls.list(), "/kstar.v1.Nobody/Nothing")) {
      rows.add(row(call, AccessTable.ofCall(call), key -> calls.answer(call, key)));
    }
    for (ServedRoutes.Served route : with(routes.list(), new ServedRoutes.Served("GET", "/none"))) {
      Access access = AccessTable.ofRoute(route.method(), route.path());
      rows.add(row(route.toString(), access, key -> routes.answer(route, key)));
    }
    System.out.println(Row.head());
    rows.forEach(row -> System.out.println(row.line()));
    return rows.stream().flatMap(row -> wrong(row).stream()).toList();
  }

  private interface Attempt {
    String with(DoorKeys.Key key);
  }

  private static Row row(String what, Access access, Attempt attempt) {
    return new Row(what, access, DoorKeys.all().stream().map(attempt::with).toList());
  }

  private static List<String> wrong(Row row) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < row.answers().size(); i++) {
      DoorKeys.Key key = DoorKeys.all().get(i);
      String expected = expected(row.access(), key);
      if (!row.answers().get(i).equals(expected)) {
        wrong.add(
            "%s with %s must be %s but was %s"
                .formatted(row.what(), key.name(), expected, row.answers().get(i)));
      }
    }
    return wrong;
  }

  private static String expected(Access access, DoorKeys.Key key) {
    if (access instanceof Access.Open) {
      return IN;
    }
    if (access instanceof Access.Needs needs) {
      return key.roles().contains(needs.role().toString()) ? IN : key.known() ? "403" : "401";
    }
    return "403";
  }

  private static <T> List<T> with(List<T> all, T another) {
    List<T> more = new ArrayList<>(all);
    more.add(another);
    return more;
  }
}
