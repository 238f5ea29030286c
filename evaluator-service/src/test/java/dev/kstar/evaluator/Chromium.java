package dev.kstar.evaluator;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The installed Chromium, one process for all tests. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of(System.getProperty("kstar.chromium", "/usr/bin/chromium"));
  private static final double PATIENCE_MS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  /** Gives the browser to each test class that takes one; it ends after the last. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
    }
  }

  private Chromium() {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError(
          "the tests of the page need Chromium at %s: 'apt-get install chromium' installs it, and"
                  .formatted(PROGRAM)
              + " -Dkstar.chromium=PATH names another");
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
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
