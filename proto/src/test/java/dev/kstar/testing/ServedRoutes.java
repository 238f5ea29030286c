package dev.kstar.testing;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget.Kind;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;

/**
 * The HTTP routes that a running service has: those of its router, its REST resources, which share
 * one route, and its files.
 */
final class ServedRoutes {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path FILES = CLASSES.resolve("META-INF").resolve("resources");
  private static final DotName REST_PATH = DotName.createSimple("jakarta.ws.rs.Path");
  private static final List<String> VERBS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final Router router;

  ServedRoutes(int port, Router router) {
    this.port = port;
    this.router = router;
  }

  /** One way to ask. */
  record Served(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Served> list() {
    return Stream.of(ofRouter("", router), ofResources(), ofFiles())
        .flatMap(routes -> routes)
        .distinct()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private static Stream<Served> ofRouter(String prefix, Router router) {
    return router.getRoutes().stream()
        .filter(route -> route.getPath() != null)
        .flatMap(
            route -> {
              String path = prefix + route.getPath();
              return route.getSubRouter() == null
                  ? methods(route).map(method -> new Served(method, sample(path, route)))
                  : ofRouter(path.replaceAll("/+\\*?$", ""), route.getSubRouter());
            });
  }

  private static Stream<String> methods(Route route) {
    Set<HttpMethod> methods = route.methods();
    return methods == null
        ? Stream.of("GET")
        : methods.stream().map(HttpMethod::name).filter(VERBS::contains);
  }

  /** A path that the route matches: its parameters and what may follow filled in. */
  private static String sample(String path, Route route) {
    String filled = path.replaceAll(":[A-Za-z0-9_]+", "1").replace("*", "x");
    return route.isExactPath() || filled.endsWith("x") ? filled : filled + "x";
  }

  private static Stream<Served> ofResources() {
    Index index = index();
    return index.getAnnotations(REST_PATH).stream()
        .filter(annotation -> annotation.target().kind() == Kind.CLASS)
        .flatMap(annotation -> ofResource(annotation));
  }

  private static Stream<Served> ofResource(AnnotationInstance resource) {
    return resource.target().asClass().methods().stream()
        .flatMap(
            method ->
                VERBS.stream()
                    .filter(verb -> method.hasAnnotation("jakarta.ws.rs." + verb))
                    .map(verb -> new Served(verb, path(resource, method))));
  }

  private static String path(AnnotationInstance resource, MethodInfo method) {
    AnnotationInstance own = method.annotation(REST_PATH);
    AnnotationValue below = own == null ? null : own.value();
    String path = "/" + resource.value().asString() + "/" + (below == null ? "" : below.asString());
    String filled = path.replaceAll("\\{[^}]*}", "1").replaceAll("/+", "/");
    return filled.length() > 1 && filled.endsWith("/")
        ? filled.substring(0, filled.length() - 1)
        : filled;
  }

  private static Index index() {
    Indexer indexer = new Indexer();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          indexer.index(in);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return indexer.complete();
  }

  private static Stream<Served> ofFiles() {
    if (!Files.isDirectory(FILES)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(FILES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> new Served("GET", "/" + FILES.relativize(file)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the request with an empty body: "in", "401" or "403". */
  String answer(Served route, DoorKeys.Key key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, route.path())))
            .method(route.method(), BodyPublishers.noBody());
    key.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      response.body().close(); // a stream of events would have no end
      int status = response.statusCode();
      return status == 401 || status == 403 ? String.valueOf(status) : "in";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
