// Measures a large board in a real browser: node board-speed.mjs URL COOKIE PIPELINE ROUNDS; prints one JSON line per round.
import { newPage, startBrowser } from './server.mjs';

const [url, cookie, pipeline, rounds] = process.argv.slice(2);
const [name, value] = cookie.split('=');

/** In the page, before all scripts: notes when things were asked for and when they were seen. */
function watch() {
  const seen = (window.__seen = { long: [], events: [] });
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((one) => ({ at: one.startTime, ms: one.duration })))).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => seen.events.push(...list.getEntries().filter((one) => one.interactionId).map((one) => one.duration))).observe({ type: 'event', durationThreshold: 16, buffered: true });
  const look = () => {
    if (document.querySelector('.card')) requestAnimationFrame(() => (seen.cards = performance.now()));
    else requestAnimationFrame(look);
  };
  look();
  /** Begin to wait for `type`; `__waited` is the time from then until `done()` was painted. */
  window.__arm = (type, done) => {
    window.__waited = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`nothing followed from ${type}`)), 5000);
      addEventListener(type, (event) => {
        const poll = () => {
          if (!done()) return requestAnimationFrame(poll);
          clearTimeout(late);
          return requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
        };
        poll();
      }, { once: true, capture: true });
    });
  };
}

/** Frames per second, longest task, while the wheel turns. */
async function scrolling(page) {
  const frames = page.evaluate(() => new Promise((resolve) => {
    const begin = performance.now();
    let count = 0;
    const next = () => {
      count++;
      if (performance.now() - begin < 1500) requestAnimationFrame(next);
      else resolve({ fps: (count * 1000) / (performance.now() - begin), longest: Math.max(0, ...window.__seen.long.filter((one) => one.at > begin).map((one) => one.ms)) });
    };
    requestAnimationFrame(next);
  }));
  const column = await page.locator('.cards').nth(1).boundingBox();
  await page.mouse.move(column.x + 100, column.y + 200);
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(step % 4 === 3 ? 120 : 0, step % 4 === 3 ? 0 : 400);
    await page.waitForTimeout(25);
  }
  return frames;
}

const waited = (page) => page.evaluate(() => window.__waited);

async function round(browser) {
  const page = await newPage(browser, []);
  await page.context().addCookies([{ name, value, url }]);
  await page.addInitScript(watch);
  await page.goto(`${url}/p/${pipeline}`);
  await page.waitForFunction(() => window.__seen.cards);
  const cards = await page.evaluate(() => {
    const board = performance.getEntriesByType('resource').find((one) => one.name.endsWith('/board'));
    const bytes = (kind) => performance.getEntriesByType('resource').filter((one) => one.name.endsWith(kind)).reduce((sum, one) => sum + one.encodedBodySize, 0);
    return { first_cards: window.__seen.cards - board.responseEnd, from_start: window.__seen.cards, nodes: document.querySelectorAll('*').length, script_kb: bytes('.js') / 1000, style_kb: bytes('.css') / 1000 };
  });
  await page.waitForTimeout(400);
  const { fps, longest } = await scrolling(page);
  await page.evaluate(() => { document.querySelector('.board').scrollLeft = 0; document.querySelectorAll('.cards').forEach((one) => (one.scrollTop = 0)); });
  await page.waitForTimeout(200);

  const card = page.locator('.column').first().locator('.card').first();
  const id = await card.getAttribute('data-card');
  await page.evaluate((one) => window.__arm('dragstart', () => document.querySelector(`[data-card="${one}"]`)?.dataset.dragging === 'true'), id);
  const from = await card.boundingBox();
  await page.mouse.move(from.x + 60, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 });
  const drag_start = await waited(page);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.waitForTimeout(200);

  await card.focus();
  const next = await page.locator('.column').nth(1).getAttribute('data-stage');
  const heads = (stage) => page.locator(`.column[data-stage="${stage}"] .facts span`).first().innerText();
  const before = await heads(next);
  await page.keyboard.down('Shift');
  await page.evaluate(([stage, old]) => window.__arm('keydown', () => document.querySelector(`.column[data-stage="${stage}"] .facts span`).textContent !== old), [next, before]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  const move = await waited(page);
  await page.waitForTimeout(600);

  await page.locator('[data-search]').focus();
  await page.evaluate(() => {
    const told = () => document.querySelector('.board-tools [aria-live]').textContent;
    const old = told();
    window.__arm('keydown', () => told() !== old);
  });
  await page.keyboard.press('7');
  const filter = await waited(page);
  await page.keyboard.type('12', { delay: 120 });
  await page.waitForTimeout(400);
  const inp = await page.evaluate(() => Math.max(...window.__seen.events, 0));
  await page.context().close();
  return { ...cards, fps, longest_task: longest, drag_start, move_paint: move, filter_paint: filter, inp };
}

const browser = await startBrowser();
try {
  for (let turn = 0; turn < Number(rounds); turn++) console.log(JSON.stringify(await round(browser)));
} finally {
  await browser.close();
}
