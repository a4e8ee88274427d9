// Headless Chromium that does what lines on the standard input say: a JSON array with the name of a
// step and its arguments. Answers each with a line: "ok" and a result as JSON, or "failed" and why.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import puppeteer from 'puppeteer-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PATIENCE = 15_000;
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'memfleet-chromium-'));

const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  acceptInsecureCerts: true,
  userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage'],
});

let page;
let errors = [];

async function fresh(script = true) {
  if (page) {
    await page.close();
  }
  page = await browser.newPage();
  errors = [];
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', error => errors.push(String(error)));
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({width: 1280, height: 900});
  await page.setJavaScriptEnabled(script);
}

const addresses = () => page.$$eval('tr[data-node]', rows => rows.map(row => row.dataset.node));
const text = selector => page.$eval(selector, e => e.textContent);

async function reach(what, condition, ...args) {
  try {
    await page.waitForFunction(condition, {polling: 50, timeout: PATIENCE}, ...args);
  } catch (failure) {
    const shown = await page.evaluate(() =>
      `${location.href} ${[...document.querySelectorAll('tr[data-node]')].map(row => row.innerText)}`);
    throw new Error(`${what}: ${failure.message}; the page has: ${shown.slice(0, 1000)}`);
  }
}

const reachOnly = node => reach('the node', address => {
  const rows = [...document.querySelectorAll('tr[data-node]')];
  return rows.length === 1 && rows[0].dataset.node === address;
}, node);

const steps = {
  async open(url, user, password) {
    await fresh();
    if (user) {
      await page.authenticate({username: user, password});
    }
    const answer = await page.goto(url, {waitUntil: 'load'});
    assert.equal(answer.status(), 200);
  },

  async isLive() {
    await reach('live', () => document.querySelector('#live').textContent === 'live');
  },

  async hasNoErrors() {
    assert.deepEqual(errors, []);
  },

  // A click on the head of a column and one more turn its order around; the URL says so.
  async sorts(key) {
    const click = async order => {
      await page.click(`th a[href*="sort=${order}"]`);
      await reach(`order ${order}`, wanted => location.search === `?sort=${wanted}`, order);
      await reach('the other link', (wanted, first) =>
        document.querySelector(`th[aria-sort] a[href*="sort=${first === '-' ? wanted : '-' + wanted}"]`),
        key, order[0]);
      return addresses();
    };
    const down = await click(`-${key}`);
    const up = await click(key);
    assert.notDeepEqual(down, up);
    assert.deepEqual([...down].sort(), [...up].sort());
    await page.goBack();
    await reach('back', wanted => location.search === `?sort=-${wanted}`, key);
    await reach('the order of before', first =>
      document.querySelector('tr[data-node]').dataset.node === first, down[0]);
  },

  async filters(pool, query, expected) {
    await page.select('[name=pool]', pool);
    await reach('pool in the URL', name => location.search.includes(`pool=${name}`), pool);
    await reach('nodes of the pool', () => /of/.test(document.querySelector('.count').textContent));
    await page.select('[name=pool]', '*');
    await reach('all pools', () => !location.search.includes('pool='));
    await page.type('[name=q]', query);
    await reach('text in the URL', wanted => location.search.includes(`q=${encodeURIComponent(wanted)}`)
      || location.search.includes(`q=${wanted}`), query);
    await reachOnly(expected);
    await steps.isUpdated(expected);
    await page.reload();
    assert.deepEqual(await addresses(), [expected]);
  },

  // The agent says that the nodes have changed just when the filtered page arrives.
  async keepsTheFilterWhenNodesChange(url, query) {
    await fresh();
    await page.evaluateOnNewDocument(() => {
      const sources = [];
      window.EventSource = class extends EventSource {
        constructor(from) {
          super(from);
          sources.push(this);
        }
      };
      const realFetch = window.fetch;
      let sent = false;
      window.fetch = async (from, options) => {
        const answer = await realFetch(from, options);
        if (!sent && String(from).includes('q=')) {
          sent = true;
          sources.forEach(source => source.dispatchEvent(new Event('reload')));
        }
        return answer;
      };
    });
    await page.goto(url, {waitUntil: 'load'});
    await steps.isLive();
    await page.type('[name=q]', query);
    await reach('text in the URL', () => location.search.includes('q='));
    await reachOnly(query);
  },

  // The next poll shows on the page as it is.
  async isUpdated(address) {
    const before = await page.$eval(`tr[data-node="${address}"] [data-age]`, e => e.dataset.age);
    await reach('an update', (node, old) =>
      document.querySelector(`tr[data-node="${node}"] [data-age]`).dataset.age !== old,
      address, before);
  },

  // Goes to a node by a link and back.
  async visits(address) {
    await Promise.all([page.waitForNavigation(), page.click(`tr[data-node="${address}"] a[data-page]`)]);
    assert.equal(await text('h1'), address);
    await reach('plots', () => document.querySelectorAll('.uplot canvas').length === 9);
    await page.goBack({waitUntil: 'load'});
    assert.ok((await addresses()).includes(address));
  },

  async awaitState(address, wanted) {
    await reach(`${address} ${wanted}`, (node, label) => {
      const row = document.querySelector(`tr[data-node="${node}"]`);
      return row.className === label && row.querySelector('[data-c=state]').textContent === label;
    }, address, wanted);
  },

  async colour(address) {
    return page.$eval(`tr[data-node="${address}"] [data-c=state]`, e => getComputedStyle(e).color);
  },

  async showsText(wanted, selector) {
    assert.ok((await text('main')).includes(wanted), await text('main'));
    assert.equal((await page.$$(selector)).length, 0);
  },

  async hasSlabMap() {
    const blocks = await page.$$eval('.slab', all => all.map(block => ({
      width: block.querySelector('.all').getBoundingClientRect().width,
      fill: Number(block.querySelector('.part').getAttribute('height')),
      title: block.querySelector('title').textContent,
    })));
    assert.ok(blocks.length > 0);
    for (const block of blocks) {
      assert.ok(block.width > 1, JSON.stringify(block));
      assert.match(block.title, /^class \d+: chunks of .* pages, .* items, .* used, .* evictions$/);
    }
    assert.ok(blocks.some(block => block.fill > 0));
    return blocks.length;
  },

  // Everything is there without JavaScript, and links and the form lead where they should.
  async worksWithoutScript(url, address) {
    await fresh(false);
    await page.goto(url);
    assert.ok((await page.$$('tr[data-node]')).length > 0);
    const find = async selector => {
      const found = await page.$(selector);
      assert.ok(found, selector);
      return found;
    };
    await Promise.all([page.waitForNavigation(), (await find('th a[href*="sort=-uptime"]')).click()]);
    assert.match(page.url(), /sort=-uptime_seconds/);
    await Promise.all([page.waitForNavigation(), (await find('#filter button')).click()]);
    assert.match(page.url(), /pool=/);
    await Promise.all([page.waitForNavigation(),
      (await find(`tr[data-node="${address}"] a[data-page]`)).click()]);
    await find('.plot svg path');
    await find('.slabs');
  },

  async axe(scheme) {
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    if (await page.evaluate(() => typeof axe === 'undefined')) {
      await page.evaluate(fs.readFileSync(AXE, 'utf8'));
    }
    const found = await page.evaluate(() => axe.run({resultTypes: ['violations']}));
    return found.violations
      .filter(violation => ['serious', 'critical'].includes(violation.impact))
      .map(violation => `${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html).join(' ')}`);
  },

  async keyboard() {
    await page.focus('a.skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    const reached = new Set();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement.name
        || (document.activeElement.closest('tr[data-node]') ? 'node' : document.activeElement.tagName)));
    }
    for (const wanted of ['pool', 'state', 'sort', 'q', 'node']) {
      assert.ok(reached.has(wanted), `${wanted} is not reached: ${[...reached]}`);
    }
  },

  async watchesShifts() {
    await page.evaluate(() => {
      window.shift = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value))
        .observe({type: 'layout-shift'});
    });
  },

  // How far what was there has moved since they are watched.
  async layoutShift() {
    return page.evaluate(() => window.shift);
  },

  async firstPaint(url) {
    await fresh();
    await page.goto(url, {waitUntil: 'load'});
    return page.evaluate(() =>
      performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint').startTime);
  },

  async screenshot(url, file, width, height, scheme) {
    await fresh();
    await page.setViewport({width: Number(width), height: Number(height)});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    await page.goto(url, {waitUntil: 'load'});
    await new Promise(end => setTimeout(end, 700));
    await page.screenshot({path: file});
  },
};

console.log('ready');
for await (const line of readline.createInterface({input: process.stdin})) {
  const [name, ...args] = JSON.parse(line);
  try {
    const result = await steps[name](...args);
    console.log(`ok ${JSON.stringify(result ?? null)}`);
  } catch (failure) {
    console.log(`failed ${JSON.stringify(String(failure.stack || failure))}`);
  }
}
await browser.close();
fs.rmSync(profile, {recursive: true, force: true});
