package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the page can be read: on a phone, in the dark, by keyboard, by a screen reader. */
@ExtendWith({PageScene.Shared.class, Chromium.Shared.class})
class PageReadingIT {
  /** Texts whose contrast with what is behind them is below what WCAG AA asks for. */
  private static final String FAINT =
      """
      () => {
        const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const channel = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
        const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
        const behind = (node) => {
          for (let n = node; n; n = n.parentElement) {
            const colour = parts(getComputedStyle(n).backgroundColor);
            if (colour.length === 3 || colour[3] > 0) return colour;
          }
          return [255, 255, 255];
        };
        const faint = [];
        for (const node of document.querySelectorAll('body *')) {
          const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
          if (!own || !node.checkVisibility({ opacityProperty: true })) continue;
          const [a, b] = [light(parts(getComputedStyle(node).color)), light(behind(node))];
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${node.tagName} ${node.textContent.trim().slice(0, 40)}`);
        }
        return faint;
      }
      """;

  /** Line colours whose contrast with the card is below 3. */
  private static final String FAINT_LINES =
      FAINT.substring(0, FAINT.indexOf("const faint"))
          + """
            const probe = document.createElement('span');
            document.querySelector('.chart').append(probe);
            const card = light(behind(probe));
            return Array.from({ length: 8 }, (_, i) => {
              probe.style.color = `var(--series-${i})`;
              const line = light(parts(getComputedStyle(probe).color));
              return (Math.max(line, card) + 0.05) / (Math.min(line, card) + 0.05);
            }).filter((contrast) => contrast < 3);
          }
          """;

  /** Opens every fold and waits until its listeners have filled it, which a browser does later. */
  private static final String OPEN_ALL =
      """
      () => Promise.all([...document.querySelectorAll('details:not([open])')].map((each) =>
        new Promise((filled) => {
          each.addEventListener('toggle', filled, { once: true });
          each.open = true;
        })))
      """;

  private static final String FOCUSED =
      """
      () => {
        const at = document.activeElement;
        const shown = at.matches('input[type=radio]') ? at.nextElementSibling : at;
        const name = at.getAttribute('aria-label') ?? at.textContent ?? '';
        return [at.id || at.closest('[id]')?.id || '', at.tagName, name.trim() || at.value || '',
                getComputedStyle(shown).outlineStyle !== 'none' && at.matches(':focus-visible')];
      }
      """;

  private final PageScene scene;
  private final Chromium chromium;
  private PageReader reader;

  PageReadingIT(PageScene scene, Chromium chromium) {
    this.scene = scene;
    this.chromium = chromium;
  }

  private Page open(int width, int height, ColorScheme colours) {
    reader = new PageReader(chromium.window(width, height, colours).newPage());
    return reader.open(scene.address("/")).page;
  }

  @AfterEach
  void close() {
    reader.close();
    assertThat(reader.errors).isEmpty();
  }

  @Test
  void aPhoneScrollsInOneDirectionOnly() {
    Page page = open(360, 740, ColorScheme.LIGHT);
    page.evaluate(OPEN_ALL);

    Object width = page.evaluate("() => document.documentElement.scrollWidth");

    assertThat(width).isEqualTo(360);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void textsStandOutFromWhatIsBehindThem(ColorScheme colours) {
    Page page = open(1280, 900, colours);
    page.evaluate(OPEN_ALL);

    assertThat((List<?>) page.evaluate(FAINT)).isEmpty();
    assertThat((List<?>) page.evaluate(FAINT_LINES)).isEmpty();
  }

  @Test
  void darkAndLightAreNotTheSame() {
    String dark = background(open(1280, 900, ColorScheme.DARK));
    reader.close();
    String light = background(open(1280, 900, ColorScheme.LIGHT));

    assertThat(dark).isNotEqualTo(light);
  }

  private static String background(Page page) {
    return (String)
        page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor");
  }

  @Test
  void theChoiceOfColoursOutlastsAReload() {
    Page page = open(1280, 900, ColorScheme.LIGHT);
    String light = background(page);

    page.locator("#theme input[value=dark]").check();
    String dark = background(page);
    page.reload();
    reader.awaitCharts();

    assertThat(dark).isNotEqualTo(light);
    assertThat(background(page)).isEqualTo(dark);
  }

  @Test
  void everythingIsReachedByKeyboardAndShowsThatItIs() {
    Page page = open(1280, 900, ColorScheme.LIGHT);
    List<String> reached = new ArrayList<>();
    List<String> unseen = new ArrayList<>();

    for (int tab = 0; tab < 60; tab++) {
      page.keyboard().press("Tab");
      List<?> focused = (List<?>) page.evaluate(FOCUSED);
      String name = focused.get(0) + " " + focused.get(1) + " " + focused.get(2);
      reached.add(name);
      if (!focused.get(1).equals("BODY") && !Boolean.TRUE.equals(focused.get(3))) {
        unseen.add(name);
      }
    }

    assertThat(reached.get(0)).contains("Skip to the verdict");
    assertThat(reached)
        .anyMatch(name -> name.contains("theme"))
        .anyMatch(name -> name.startsWith("member SELECT"))
        .anyMatch(name -> name.endsWith("metrics"));
    for (String chart : PageReader.CHARTS) {
      assertThat(reached)
          .filteredOn(name -> name.startsWith("chart-" + chart))
          .hasSizeGreaterThan(2);
    }
    assertThat(unseen).isEmpty();
  }

  @Test
  void theSkipLinkLeadsToTheVerdict() {
    Page page = open(1280, 900, ColorScheme.LIGHT);

    page.keyboard().press("Tab");
    page.keyboard().press("Enter");

    PlaywrightAssertions.assertThat(page.locator("#main")).isFocused();
  }

  @Test
  void aScreenReaderFindsItsWay() {
    Page page = open(1280, 900, ColorScheme.LIGHT);

    PlaywrightAssertions.assertThat(page.locator("h1")).hasCount(1);
    PlaywrightAssertions.assertThat(page.locator("header, main, footer")).hasCount(3);
    PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
    for (String chart : PageReader.CHARTS) {
      Locator figure = reader.chart(chart);
      String title = figure.locator("h3").textContent();
      PlaywrightAssertions.assertThat(figure.locator("[role=img]"))
          .hasAttribute("aria-label", Pattern.compile("^" + quoted(title) + ": .{9,}"));
    }
  }

  /** For a browser, which knows no \Q and \E. */
  private static String quoted(String text) {
    return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
  }

  @Test
  void aChartsNumbersAreThereAsATable() {
    Page page = open(1280, 900, ColorScheme.LIGHT);

    reader.chart("accuracy").locator("summary").click();

    Locator rows = page.locator("#chart-accuracy tbody tr");
    PlaywrightAssertions.assertThat(rows).hasCount(FakePopulation.DIMENSIONS.size());
    // filled together with the rows
    assertThat(page.locator("#chart-accuracy th").allTextContents()).contains("d", "top1");
  }

  @Test
  void nothingIsAskedOfAnotherHost() {
    open(1280, 900, ColorScheme.LIGHT);

    assertThat(reader.requests).isNotEmpty().allMatch(url -> url.startsWith(scene.address("/")));
  }
}
