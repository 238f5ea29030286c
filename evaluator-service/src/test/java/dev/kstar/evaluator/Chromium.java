package dev.kstar.evaluator;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A browser, one process for all tests: the one that is installed, or else the one that Playwright
 * downloads.
 */
final class Chromium implements AutoCloseable {
  private static final double PATIENCE_MS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  /** What came of looking for a browser: the browser, or why there is none. */
  private record Found(Optional<Chromium> browser, String reason) implements AutoCloseable {
    static Found look() {
      Optional<Path> program =
          BrowserProgram.find(
              Optional.ofNullable(System.getProperty("kstar.chromium")),
              Optional.ofNullable(System.getenv("PATH")).orElse(""));
      if (program.isPresent()) {
        return new Found(Optional.of(new Chromium(program)), "");
      }
      try {
        return new Found(Optional.of(new Chromium(program)), "");
      } catch (RuntimeException e) { // what a failed download throws has no type of its own
        return new Found(
            Optional.empty(),
            "the tests of the page need Chromium, Chrome or Edge on the PATH, found none, and"
                + " could not download one: install one ('apt install chromium') or name one"
                + " with -Dkstar.chromium=FILE ("
                + e.getMessage()
                + ")");
      }
    }

    @Override
    public void close() {
      browser.ifPresent(Chromium::close);
    }
  }

  /**
   * Gives the browser to each test class that takes one; it ends after the last. Where there is no
   * browser the class is skipped and says why, except with {@code CI=true}, where it fails.
   */
  static final class Shared implements ParameterResolver, ExecutionCondition {
    private static Found found(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(Chromium.class, type -> Found.look(), Found.class);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Found found = found(context);
      if (found.browser().isPresent()) {
        return ConditionEvaluationResult.enabled("there is a browser");
      }
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(found.reason());
      }
      System.err.printf("%s is skipped: %s%n", context.getDisplayName(), found.reason());
      return ConditionEvaluationResult.disabled(found.reason());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return found(context).browser().orElseThrow();
    }
  }

  /**
   * Starts the browser.
   *
   * @param program empty for the one that Playwright brings, which it downloads where it is missing
   */
  private Chromium(Optional<Path> program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    program.isPresent()
                        ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                        : Map.of()));
    LaunchOptions options =
        new LaunchOptions().setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
    program.ifPresent(options::setExecutablePath);
    try {
      browser = playwright.chromium().launch(options);
    } catch (PlaywrightException e) {
      playwright.close();
      throw e;
    }
  }

  /** A window of its own, with nothing kept from others. */
  BrowserContext window(int width, int height, ColorScheme colours) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setAcceptDownloads(true));
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** A page in a window on a desk. */
  Page page() {
    return window(1280, 900, ColorScheme.LIGHT).newPage();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
