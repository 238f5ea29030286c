package dev.kstar.service.security;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who may call what: the only place that says so. What it does not list is refused to everybody, so
 * that a new call or route is closed until somebody decides; a test lists both and names those that
 * are missing.
 */
public final class AccessTable {
  private static final Access OPEN = new Access.Open();
  private static final Access READ = new Access.Needs(Role.READ);
  private static final Access OPERATE = new Access.Needs(Role.OPERATE);
  private static final Access PUSH = new Access.Needs(Role.PUSH);
  private static final Access UNLISTED = new Access.Unlisted();

  private static final Map<String, Access> CALLS =
      Map.ofEntries(
          entry("/kstar.v1.Ingest/Push", PUSH),
          entry("/kstar.v1.Ingest/ListSources", READ),
          entry("/kstar.v1.Trainer/GetState", READ),
          entry("/kstar.v1.Trainer/WatchState", READ),
          entry("/kstar.v1.Trainer/GetSnapshot", READ),
          entry("/kstar.v1.Trainer/ListSnapshots", READ),
          entry("/kstar.v1.Trainer/Encode", READ),
          entry("/kstar.v1.Trainer/Pause", OPERATE),
          entry("/kstar.v1.Trainer/Resume", OPERATE),
          entry("/kstar.v1.Trainer/CheckpointNow", OPERATE),
          entry("/kstar.v1.Evaluator/GetReport", READ),
          entry("/kstar.v1.Evaluator/ListReports", READ),
          entry("/kstar.v1.Evaluator/WatchReports", READ),
          entry("/kstar.v1.Evaluator/GetDimensionCurve", READ),
          entry("/kstar.v1.Evaluator/EvaluateNow", OPERATE),
          entry("/grpc.health.v1.Health/Check", OPEN),
          entry("/grpc.health.v1.Health/Watch", OPEN),
          entry("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", READ),
          entry("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", READ));

  private static final List<Route> ROUTES =
      List.of(
          new Route("GET", "/q/health", OPEN),
          new Route("GET", "/q/health/**", OPEN),
          new Route("GET", "/q/health-ui", READ), // only where Quarkus tests or develops
          new Route("GET", "/q/health-ui**", READ),
          new Route("GET", "/q/metrics", READ),
          new Route("GET", "/q/metrics/**", READ),
          new Route("GET", SignIn.PATH, OPEN),
          new Route("POST", SignIn.PATH, OPEN),
          new Route("POST", SignIn.OUT, OPEN),
          new Route("GET", "/", READ),
          new Route("GET", "/index.html", READ),
          new Route("GET", "/favicon.ico", READ),
          new Route("GET", "/*.js", READ),
          new Route("GET", "/*.css", READ),
          new Route("GET", "/*.svg", READ),
          new Route("GET", "/vendor/**", READ),
          new Route("GET", "/api", READ),
          new Route("GET", "/api/**", READ),
          new Route("POST", "/api/**", OPERATE));

  private AccessTable() {}

  /**
   * What a gRPC call needs.
   *
   * @param path {@code /package.Service/Method}, as it stands in the request
   */
  public static Access ofCall(String path) {
    return CALLS.getOrDefault(path, UNLISTED);
  }

  /**
   * What an HTTP request needs.
   *
   * @param method HEAD is as good as GET
   * @param path normalised, as the router sees it
   */
  public static Access ofRoute(String method, String path) {
    String verb = method.equals("HEAD") ? "GET" : method;
    return ROUTES.stream()
        .filter(route -> route.matches(verb, path))
        .map(Route::access)
        .findFirst()
        .orElse(UNLISTED);
  }

  /**
   * @param path where one star stands for any characters of a segment, and two for any path below
   */
  private record Route(String method, Pattern path, Access access) {
    Route(String method, String path, Access access) {
      this(method, Pattern.compile(expression(path)), access);
    }

    private static String expression(String path) {
      return Pattern.quote(path).replace("**", "\\E.+\\Q").replace("*", "\\E[^/]+\\Q");
    }

    boolean matches(String verb, String asked) {
      return method.equals(verb) && path.matcher(asked).matches();
    }
  }
}
